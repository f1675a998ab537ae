import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { useSentence } from '../../ui/ErrorState';
import { Listed } from '../../ui/Listed';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { STATES, useTaskActions, useTasks, type Task } from './queries';
import { TaskRow, useKind } from './TaskRow';

/** What goes on beside the requests of people: what failed of it first. */
export function TasksPage() {
  const t = useTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const messages = useMessages();
  const sentence = useSentence();
  const kind = useKind();
  const [params, setParams] = useSearchParams();
  const state = STATES.find((each) => each === params.get('state'));
  const type = params.get('type') ?? '';
  const tasks = useTasks(tenant, state, type);
  const filter = (name: 'state' | 'type', value: string) => {
    const all = Object.entries({ state: state ?? '', type, [name]: value });
    setParams(Object.fromEntries(all.filter(([, each]) => each !== '')), { replace: true });
  };
  const { retry, remove } = useTaskActions(tenant);
  const [going, setGoing] = useState<Task>();
  const close = () => {
    remove.reset();
    setGoing(undefined);
  };
  return (
    <>
      <PageTitle title={t.tasks.title} />
      <p>{t.tasks.lead}</p>
      <form className="panel filter-grid">
        <label>
          {t.tasks.state}
          <select
            className="choice"
            value={state ?? ''}
            onChange={(event) => {
              filter('state', event.target.value);
            }}
          >
            <option value="">{t.tasks.all}</option>
            {STATES.map((each) => (
              <option key={each} value={each}>
                {t.tasks.states[each]}
              </option>
            ))}
          </select>
        </label>
        <label>
          {t.tasks.kind}
          <select
            className="choice"
            value={type}
            onChange={(event) => {
              filter('type', event.target.value);
            }}
          >
            <option value="">{t.tasks.all}</option>
            {Object.entries(t.tasks.kinds).map(([each, name]) => (
              <option key={each} value={each}>
                {name}
              </option>
            ))}
            {type !== '' && !(type in t.tasks.kinds) && <option value={type}>{type}</option>}
          </select>
        </label>
      </form>
      <Listed list={tasks} id={(each) => each.id} empty={<p className="panel">{state || type !== '' ? t.tasks.noneSuch : t.tasks.none}</p>}>
        {(task) => (
          <TaskRow
            task={task}
            mayChange={rights.change}
            isRetrying={retry.isPending && retry.variables === task.id}
            onRetry={() => {
              if (retry.isPending) {
                return;
              }
              retry.mutate(task.id, {
                onSuccess: () => {
                  messages.done(t.tasks.retried);
                },
                onError: (error) => {
                  messages.failed(sentence(error));
                },
              });
            }}
            onDelete={() => {
              setGoing(task);
            }}
          />
        )}
      </Listed>
      {going && (
        <ConfirmDelete
          title={t.tasks.deleteTitle(kind(going))}
          label={t.actions.deleteNamed(kind(going))}
          busy={remove.isPending}
          error={remove.error}
          onClose={close}
          onDelete={() => {
            remove.mutate(going.id, {
              onSuccess: () => {
                close();
                messages.done(t.tasks.deleted);
              },
            });
          }}
        >
          <p>{t.tasks.deleteWarning}</p>
        </ConfirmDelete>
      )}
    </>
  );
}
