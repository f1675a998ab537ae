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
  const tasks = useTasks(tenant, state);
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
              setParams(event.target.value === '' ? {} : { state: event.target.value }, { replace: true });
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
      </form>
      <Listed list={tasks} id={(each) => each.id} empty={<p className="panel">{state ? t.tasks.noneSuch : t.tasks.none}</p>}>
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
