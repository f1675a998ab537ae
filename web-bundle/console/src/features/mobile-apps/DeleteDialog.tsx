import { Button, Input, Modal } from 'antd';
import { useId, useState } from 'react';
import { isProblem } from '../../api/problems';
import { useTexts } from '../../i18n/provider';

interface Props {
  name: string;
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onDelete: (force: boolean) => void;
}

/** Asks first; names what depends on it, and then asks for the name to be typed. */
export function DeleteDialog({ name, busy, error, onClose, onDelete }: Props) {
  const t = useTexts();
  const id = useId();
  const [typed, setTyped] = useState('');
  const dependants = isProblem(error, 'in-use') ? (error.problem.dependants ?? []) : undefined;
  return (
    <Modal open title={t.mobileApps.deleteTitle(name)} footer={null} mask={{ closable: false }} onCancel={onClose} destroyOnHidden>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (!busy && (dependants === undefined || typed === name)) {
            onDelete(dependants !== undefined);
          }
        }}
      >
        {dependants !== undefined && (
          <div role="alert">
            <p>{t.mobileApps.deleteInUse}</p>
            <ul>
              {dependants.map((each) => (
                <li key={each.id}>
                  {each.displayName} <code>{each.id}</code>
                </li>
              ))}
            </ul>
            <label htmlFor={id}>{t.mobileApps.deleteType(name)}</label>
            <Input
              id={id}
              value={typed}
              autoComplete="off"
              onChange={(event) => {
                setTyped(event.target.value);
              }}
            />
          </div>
        )}
        <div className="buttons">
          <Button onClick={onClose}>{t.actions.cancel}</Button>
          <Button
            danger
            type="primary"
            htmlType="submit"
            aria-busy={busy}
            disabled={dependants !== undefined && typed !== name}
          >
            {dependants === undefined ? t.actions.ok : t.mobileApps.deleteAnyway}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
