import { Button } from 'antd';
import { useState } from 'react';
import { useTexts } from '../../i18n/provider';
import type { ChosenFile } from './ChooseFile';
import { COLUMNS, isComplete, isTwice, lacksPassword, secrets, type Column, type Columns } from './table';

interface Props {
  file: ChosenFile;
  columns: Columns;
  onChange: (columns: Columns) => void;
  onBack: () => void;
  onTry: () => void;
}

const PREVIEW = 10;
/** In place of a password, however long it is. */
const HIDDEN = '••••••••';

/** What each column of the file is, above its first lines. */
export function MatchColumns({ file, columns, onChange, onBack, onTry }: Props) {
  const t = useTexts();
  const [submitted, setSubmitted] = useState(false);
  const header = file.rows[0]?.cells ?? [];
  const twice = columns.find((each) => isTwice(columns, each));
  const hidden = secrets(header, columns);
  const labels: Record<Column, string> = {
    ...t.users.fields,
    id: t.users.id,
    status: t.users.status,
    password: t.users.password,
    passwordChange: t.userImports.passwordChange,
  };
  const wrong = twice
    ? t.userImports.twice(labels[twice])
    : !isComplete(columns)
      ? t.userImports.noKey
      : lacksPassword(columns)
        ? t.userImports.noPassword
        : undefined;
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault();
        setSubmitted(true);
        if (wrong === undefined) {
          onTry();
        }
      }}
    >
      <p>{t.userImports.found(file.name, file.rows.length - 1)}</p>
      <p>{t.userImports.match}</p>
      {submitted && wrong !== undefined && (
        <p role="alert" className="summary">
          {wrong}
        </p>
      )}
      <div className="panel scroll" role="region" aria-label={t.userImports.preview} tabIndex={0}>
        <table>
          <thead>
            <tr>
              {header.map((name, index) => (
                <th key={index} scope="col">
                  <label>
                    {name}
                    <select
                      className="choice"
                      value={columns[index] ?? ''}
                      onChange={(event) => {
                        const chosen = COLUMNS.find((each) => each === event.target.value) ?? '';
                        onChange(columns.map((each, at) => (at === index ? chosen : each)));
                      }}
                    >
                      <option value="">{t.userImports.leaveOut}</option>
                      {COLUMNS.map((each) => (
                        <option key={each} value={each}>
                          {labels[each]}
                        </option>
                      ))}
                    </select>
                  </label>
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {file.rows.slice(1, PREVIEW + 1).map((row) => (
              <tr key={row.line}>
                {row.cells.map((cell, index) => (
                  <td key={index}>{hidden[index] === true && cell !== '' ? HIDDEN : cell}</td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      <p className="hint">{t.userImports.rules}</p>
      {hidden.includes(true) && <p className="hint">{t.userImports.passwordRules}</p>}
      <div className="buttons">
        <Button onClick={onBack}>{t.userImports.otherFile}</Button>
        <Button type="primary" htmlType="submit">
          {t.userImports.dryRun}
        </Button>
      </div>
    </form>
  );
}
