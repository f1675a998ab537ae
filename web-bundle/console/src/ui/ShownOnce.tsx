import { Button, Modal } from 'antd';
import { useState, type ReactNode } from 'react';
import { useTexts } from '../i18n/provider';
import { CopyButton } from './CopyButton';
import { download } from './download';
import { useRefusal } from './unsaved';

interface Props {
  title: string;
  /** What it is and what it is for. */
  children?: ReactNode;
  values: { label: string; value: string }[];
  /** Of what is downloaded: the value alone if there is one, else a line for each. */
  fileName: string;
  /** What to do with it, below. */
  more?: ReactNode;
  onStored: () => void;
}

/** What nobody can read again: the dialog is left by saying that it is stored, and by nothing else. */
export function ShownOnce({ title, children, values, fileName, more, onStored }: Props) {
  const t = useTexts();
  const [isMissing, setMissing] = useState(false);
  const release = useRefusal(() => {
    setMissing(true);
  });
  const text =
    values.length === 1
      ? (values[0]?.value ?? '')
      : values.map(({ label, value }) => `${label}: ${value}`).join('\n');
  return (
    <Modal open title={title} footer={null} closable={false} keyboard={false} mask={{ closable: false }} width={640}>
      {children}
      <p>{t.shownOnce.lead}</p>
      <dl>
        {values.map(({ label, value }) => (
          <div key={label}>
            <dt>{label}</dt>
            <dd>
              <code>{value}</code> <CopyButton text={value} label={label} />
            </dd>
          </div>
        ))}
      </dl>
      {more}
      <div role="alert">{isMissing && <p className="fault">{t.shownOnce.missing(t.shownOnce.stored)}</p>}</div>
      <div className="buttons">
        <Button
          onClick={() => {
            download(fileName, 'text/plain', [text, '\n']);
          }}
        >
          {t.shownOnce.download}
        </Button>
        <Button
          type="primary"
          onClick={() => {
            release();
            onStored();
          }}
        >
          {t.shownOnce.stored}
        </Button>
      </div>
    </Modal>
  );
}
