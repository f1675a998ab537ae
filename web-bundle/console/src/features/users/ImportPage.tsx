import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { PageTitle } from '../../ui/PageTitle';
import { ChooseFile, type ChosenFile } from './ChooseFile';
import { ImportReport } from './ImportReport';
import { useStartImport } from './imports';
import { MatchColumns } from './MatchColumns';
import { matched, written, type Columns } from './table';

/** From a file by its columns and a dry run to what became of each line; the import stands in the address. */
export function ImportPage() {
  const t = useTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const [params, setParams] = useSearchParams();
  const [file, setFile] = useState<ChosenFile>();
  const [columns, setColumns] = useState<Columns>([]);
  const [share, setShare] = useState(0);
  const start = useStartImport(tenant);
  const stop = useRef<AbortController>(undefined);
  const id = params.get('import');
  useEffect(
    () => () => {
      stop.current?.abort();
    },
    [],
  );

  const show = (started: string | undefined) => {
    start.reset();
    setParams(started === undefined ? {} : { import: started });
  };
  const send = (from: ChosenFile, dryRun: boolean) => {
    stop.current = new AbortController();
    setShare(0);
    start.mutate(
      {
        file: new Blob(written(from.rows, columns)),
        dryRun,
        onProgress: setShare,
        signal: stop.current.signal,
      },
      {
        onSuccess: (started) => {
          show(started.id);
        },
      },
    );
  };

  let content;
  if (!rights.change) {
    content = <p className="panel">{t.problems.codes['forbidden']}</p>;
  } else if (start.isPending) {
    content = (
      <div className="panel">
        <p role="status">{t.userImports.sending}</p>
        <progress value={share} max={1} aria-label={t.userImports.sending} />
        <div className="buttons">
          <Button
            onClick={() => {
              stop.current?.abort();
              start.reset();
            }}
          >
            {t.actions.cancel}
          </Button>
        </div>
      </div>
    );
  } else if (id !== null) {
    content = (
      <ImportReport
        key={id}
        tenant={tenant}
        id={id}
        rows={file?.rows ?? []}
        columns={columns}
        onImport={
          file &&
          (() => {
            send(file, false);
          })
        }
        onBack={() => {
          show(undefined);
        }}
      />
    );
  } else if (file) {
    content = (
      <MatchColumns
        file={file}
        columns={columns}
        onChange={setColumns}
        onBack={() => {
          setFile(undefined);
        }}
        onTry={() => {
          send(file, true);
        }}
      />
    );
  } else {
    content = (
      <ChooseFile
        onChoose={(chosen) => {
          setFile(chosen);
          setColumns(matched(chosen.rows[0]?.cells ?? []));
        }}
      />
    );
  }
  return (
    <>
      <p>
        <Link to=".." relative="path">{t.users.title}</Link>
      </p>
      <PageTitle title={t.userImports.title} />
      {start.isError && <ErrorState error={start.error} />}
      {content}
    </>
  );
}
