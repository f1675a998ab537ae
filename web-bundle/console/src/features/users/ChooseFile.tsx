import { Button } from 'antd';
import { useId, useState, type DragEvent } from 'react';
import { useTexts } from '../../i18n/provider';
import { download } from '../../ui/download';
import { COLUMNS, decoded, Malformed, NotUtf8, rowsOf, sample, type Row } from './table';

export interface ChosenFile {
  name: string;
  /** The first of them names the columns. */
  rows: Row[];
}

const MOST_BYTES = 50_000_000;

/** Where a file is dropped, or chosen by a button. */
export function ChooseFile({ onChoose }: { onChoose: (file: ChosenFile) => void }) {
  const t = useTexts();
  const id = useId();
  const [wrong, setWrong] = useState<string>();
  const [over, setOver] = useState(false);
  const take = async (file: File | undefined) => {
    if (!file) {
      return;
    }
    if (file.size > MOST_BYTES) {
      setWrong(t.userImports.tooLarge);
      return;
    }
    try {
      const rows = rowsOf(decoded(await file.arrayBuffer()));
      if (rows.length < 2) {
        setWrong(t.userImports.empty);
      } else {
        onChoose({ name: file.name, rows });
      }
    } catch (error) {
      setWrong(
        error instanceof NotUtf8
          ? t.userImports.notUtf8
          : error instanceof Malformed
            ? t.userImports.malformed(error.line)
            : t.userImports.unreadable,
      );
    }
  };
  const hold = (event: DragEvent) => {
    event.preventDefault();
    setOver(true);
  };
  return (
    <>
      <p>{t.userImports.lead}</p>
      {wrong !== undefined && (
        <p role="alert" className="summary">
          {wrong}
        </p>
      )}
      <div
        className={over ? 'panel drop choose over' : 'panel drop choose'}
        onDragEnter={hold}
        onDragOver={hold}
        onDragLeave={() => {
          setOver(false);
        }}
        onDrop={(event) => {
          event.preventDefault();
          setOver(false);
          void take(event.dataTransfer.files[0]);
        }}
      >
        <label htmlFor={id}>{t.userImports.drop}</label>
        <input
          id={id}
          type="file"
          accept=".csv,text/csv"
          onChange={(event) => {
            void take(event.target.files?.[0]);
            event.target.value = ''; // the same one again is a choice, too
          }}
        />
      </div>
      <p className="hint">{t.userImports.columnsHelp(COLUMNS.join(', '))}</p>
      <p className="hint">{t.userImports.passwordRules}</p>
      <div className="buttons">
        <Button
          onClick={() => {
            download('users.csv', 'text/csv', ['\uFEFF', ...sample()]);
          }}
        >
          {t.userImports.sample}
        </Button>
      </div>
    </>
  );
}
