import { Modal } from 'antd';
import { useTexts } from '../i18n/provider';

/** Which keys there are. */
export default function KeysHelp({ onClose }: { onClose: () => void }) {
  const t = useTexts();
  const keys = [
    ['/', t.keys.search],
    ['Ctrl K, ⌘ K', t.keys.palette],
    ['?', t.keys.help],
    ['Tab, ⇧ Tab', t.keys.move],
    ['Enter, ␣', t.keys.press],
    ['Esc', t.keys.close],
  ] as const;
  return (
    <Modal open title={t.keys.title} footer={null} onCancel={onClose} destroyOnHidden>
      <dl>
        {keys.map(([key, what]) => (
          <div key={key}>
            <dt>
              <kbd>{key}</kbd>
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
