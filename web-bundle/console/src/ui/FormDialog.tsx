import { App, Modal } from 'antd';
import { useRef, type ReactNode } from 'react';
import { useTexts } from '../i18n/provider';

interface Props {
  title: string;
  /** Whether something stands beside the form. */
  isWide?: boolean;
  onClose: () => void;
  children: (form: { cancel: () => void; onDirty: (dirty: boolean) => void }) => ReactNode;
}

/** A dialog with a form in it: a press outside closes nothing, and what was typed is asked about. */
export function FormDialog({ title, isWide = false, onClose, children }: Props) {
  const t = useTexts();
  const { modal } = App.useApp();
  const dirty = useRef(false);
  const cancel = () => {
    if (!dirty.current) {
      onClose();
      return;
    }
    modal
      .confirm({
        title: t.forms.leave,
        content: t.forms.leaveText,
        okText: t.forms.leaveAnyway,
        cancelText: t.forms.stay,
        onOk: onClose,
      });
  };
  return (
    <Modal open title={title} footer={null} mask={{ closable: false }} onCancel={cancel} width={isWide ? 1000 : 640} destroyOnHidden>
      {children({
        cancel,
        onDirty: (now) => {
          dirty.current = now;
        },
      })}
    </Modal>
  );
}
