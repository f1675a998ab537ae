import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { ConfirmDelete } from './ConfirmDelete';
import { useMessages } from './messages';

interface Props {
  label: string;
  /** The question, and what answers it. */
  title: string;
  confirm: string;
  id: string;
  remove: {
    isPending: boolean;
    error: unknown;
    reset: () => void;
    mutate: (id: string, then: { onSuccess: () => void }) => void;
  };
  done: string;
  /** Where one is when it is gone. */
  to: string;
  /** What goes with it; rendered once somebody asks. */
  children: ReactNode;
}

/** Deletes what a page is about. */
export function DeleteButton({ label, title, confirm, id, remove, done, to, children }: Props) {
  const messages = useMessages();
  const navigate = useNavigate();
  const [open, setOpen] = useState(false);
  return (
    <>
      <div className="buttons">
        <Button
          danger
          onClick={() => {
            setOpen(true);
          }}
        >
          {label}
        </Button>
      </div>
      {open && (
        <ConfirmDelete
          title={title}
          label={confirm}
          busy={remove.isPending}
          error={remove.error}
          onClose={() => {
            remove.reset();
            setOpen(false);
          }}
          onDelete={() => {
            remove.mutate(id, {
              onSuccess: () => {
                messages.done(done);
                void navigate(to);
              },
            });
          }}
        >
          {children}
        </ConfirmDelete>
      )}
    </>
  );
}
