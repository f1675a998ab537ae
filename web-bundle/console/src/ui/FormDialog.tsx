import { Modal } from 'antd';
import type { ReactNode } from 'react';
import { useClosing } from './unsaved';

interface Props {
  title: string;
  /** Whether something stands beside the form. */
  isWide?: boolean;
  onClose: () => void;
  /** The form closes by `close` once it has done its work; everything else asks whether something was typed. */
  children: (form: ReturnType<typeof useClosing>) => ReactNode;
}

/** A dialog with a form in it: a press outside closes nothing, and what was typed is asked about. */
export function FormDialog({ title, isWide = false, onClose, children }: Props) {
  const form = useClosing(onClose);
  return (
    <Modal
      open
      title={title}
      footer={null}
      mask={{ closable: false }}
      onCancel={form.cancel}
      width={isWide ? 1000 : 640}
      destroyOnHidden
    >
      {children(form)}
    </Modal>
  );
}
