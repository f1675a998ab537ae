import { Button } from 'antd';
import { useState, type ReactNode } from 'react';
import { useDates, useTexts } from '../../i18n/provider';
import { CopyButton } from '../../ui/CopyButton';
import { ErrorState } from '../../ui/ErrorState';
import type { Source } from './queries';
import { TryResult } from './TryResult';
import { usePrepareTry, useTry } from './tries';

/** Signs somebody in at the platform, and shows what would have come of it. */
export function TryTab({ tenant, source }: { tenant: string; source: Source }) {
  const t = useTexts();
  const prepare = usePrepareTry(tenant);
  const [isBlocked, setBlocked] = useState(false);
  const inBrowser = source.methods.includes('browser');
  if (!inBrowser && !source.methods.includes('in-app')) {
    return <p>{t.tries.notInBrowsers}</p>;
  }
  const begin = () => {
    if (prepare.isPending) {
      return;
    }
    // a window that does not open by the press itself is blocked
    const popup = inBrowser ? window.open('', '_blank', 'popup,width=520,height=720') : null;
    setBlocked(popup === null);
    prepare.mutate(source.id, {
      onSuccess: ({ url }) => {
        if (popup) {
          popup.opener = null;
          popup.location.replace(url);
        }
      },
      onError: () => {
        popup?.close();
      },
    });
  };
  return (
    <>
      <p>{t.tries.lead}</p>
      {!source.enabled && <p>{t.tries.disabled}</p>}
      <Button aria-busy={prepare.isPending} onClick={begin}>
        {prepare.data ? t.tries.again : t.tries.begin}
      </Button>
      {prepare.isError && <ErrorState error={prepare.error} />}
      {prepare.data && (
        <Outcome key={prepare.data.id} tenant={tenant} id={prepare.data.id}>
          {isBlocked && (
            <Way url={prepare.data.url} inBrowser={inBrowser} expiresAt={prepare.data.expiresAt} />
          )}
        </Outcome>
      )}
    </>
  );
}

/** Where no window opens by itself. */
function Way({ url, inBrowser, expiresAt }: { url: string; inBrowser: boolean; expiresAt: string }) {
  const t = useTexts();
  const dates = useDates();
  return (
    <>
      <p>
        {inBrowser ? (
          <a href={url} target="_blank" rel="noreferrer">
            {t.tries.open}
            <span className="visually-hidden">{t.forms.aside(t.forms.newTab)}</span>
          </a>
        ) : (
          <>
            {t.tries.openInApp} <code>{url}</code> <CopyButton text={url} />
          </>
        )}
      </p>
      <p className="hint">{t.tries.until(dates.shortly(expiresAt))}</p>
    </>
  );
}

interface OutcomeProps {
  tenant: string;
  id: string;
  /** What there is to do until then. */
  children: ReactNode;
}

function Outcome({ tenant, id, children }: OutcomeProps) {
  const t = useTexts();
  const tried = useTry(tenant, id);
  const done = tried.data?.state === 'done' ? tried.data : undefined;
  return (
    <section className="doctor" aria-live="polite" aria-busy={!done}>
      {done ? (
        <TryResult tenant={tenant} tried={done} />
      ) : (
        <>
          {tried.isError ? (
            <ErrorState error={tried.error} onRetry={() => void tried.refetch()} />
          ) : (
            <p>{t.tries.waiting}</p>
          )}
          {children}
        </>
      )}
    </section>
  );
}
