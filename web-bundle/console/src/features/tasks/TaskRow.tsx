import { Button } from 'antd';
import { useTexts } from '../../i18n/provider';
import { When } from '../../ui/When';
import type { Task } from './queries';

/** What a task is for; kinds that came later are called by their names. */
export function useKind(): (task: Task) => string {
  const t = useTexts();
  return ({ type }) => t.tasks.kinds[type as keyof typeof t.tasks.kinds] ?? type;
}

interface Props {
  task: Task;
  mayChange: boolean;
  isRetrying: boolean;
  onRetry: () => void;
  onDelete: () => void;
}

export function TaskRow({ task, mayChange, isRetrying, onRetry, onDelete }: Props) {
  const t = useTexts();
  const kind = useKind()(task);
  return (
    <article className="panel row">
      <div className="grow">
        <h2>{kind}</h2>
        {task.problem !== undefined && <p className={task.state === 'failed' ? 'fault' : ''}>{task.problem}</p>}
        <p>
          {t.tasks.createdAt} <When at={task.createdAt} />
          {task.attempts > 0 && <> · {t.tasks.attempts(task.attempts)}</>}
          {task.failedAt !== undefined && (
            <>
              {' '}
              · {t.tasks.failedAt} <When at={task.failedAt} />
            </>
          )}
          {task.dueAt !== undefined && task.state === 'waiting' && (
            <>
              {' '}
              · {t.tasks.dueAt} <When at={task.dueAt} />
            </>
          )}
        </p>
        <ul className="tags">
          <li>{t.tasks.states[task.state]}</li>
        </ul>
      </div>
      {mayChange && task.state !== 'running' && (
        <div className="row-buttons">
          <Button aria-busy={isRetrying} onClick={onRetry}>
            {t.tasks.retry}
            <span className="visually-hidden"> {kind}</span>
          </Button>
          {task.deletable && (
            <Button danger onClick={onDelete}>
              {t.tasks.delete}
              <span className="visually-hidden"> {kind}</span>
            </Button>
          )}
        </div>
      )}
    </article>
  );
}
