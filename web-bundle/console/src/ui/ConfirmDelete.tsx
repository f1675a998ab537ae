import { Button, Input, Modal } from 'antd';
import { useId, useState, type ReactNode } from 'react';
import { withoutTurns } from '../i18n/direction';
import { useTexts } from '../i18n/provider';
import { ErrorState } from './ErrorState';
import { useClosing } from './unsaved';

interface Props {
  title: string;
  /** Names the thing: it stands on the button. */
  label: string;
  /** What breaks. */
  children: ReactNode;
  /** What has to be typed first, and the sentence that asks for it. */
  typing?: { text: string; label: string };
  busy: boolean;
  error: unknown;
  onClose: () => void;
  onDelete: () => void;
}

/** Asks before something goes, or somebody is locked out; where people lose access, by having its name typed. */
export function ConfirmDelete({ title, label, children, typing, busy, error, onClose, onDelete }: Props) {
  const t = useTexts();
  const id = useId();
  const { cancel } = useClosing(onClose);
  const [typed, setTyped] = useState('');
  const ready = typing === undefined || withoutTurns(typed) === withoutTurns(typing.text);
  return (
    <Modal open title={title} footer={null} mask={{ closable: false }} onCancel={cancel} destroyOnHidden>
      <form
        onSubmit={(event) => {
          event.preventDefault();
          if (ready && !busy) {
            onDelete();
          }
        }}
      >
        {error !== null && error !== undefined && <ErrorState error={error} />}
        {children}
        {typing && (
          <div className="field">
            <label htmlFor={id}>{typing.label}</label>
            <Input
              id={id}
              value={typed}
              autoComplete="off"
              spellCheck={false}
              onChange={(event) => {
                setTyped(event.target.value);
              }}
            />
          </div>
        )}
        <div className="buttons">
          <Button onClick={cancel}>{t.actions.cancel}</Button>
          <Button danger type="primary" className="named" htmlType="submit" aria-busy={busy} disabled={!ready}>
            {label}
          </Button>
        </div>
      </form>
    </Modal>
  );
}
