import { Link, useSearchParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useTexts } from '../../i18n/provider';
import { Listed } from '../../ui/Listed';
import { PageTitle } from '../../ui/PageTitle';
import { CreateRota } from './CreateRota';
import { NamesOf } from './Names';
import { OnDuty } from './OnDuty';
import { useRotas, type Rota } from './queries';

/** Who is on duty in a tenant; in its address, the form of another rota. */
export function RotasPage() {
  const { rotas: t } = useTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const [params] = useSearchParams();
  const rotas = useRotas(tenant);

  if (rights.respond && params.has('create')) {
    return <CreateRota tenant={tenant} />;
  }
  const items = rotas.data?.pages.flatMap((page) => page.items) ?? [];
  const create = rights.respond && (
    <Link className="button" to="?create=">
      {t.create}
    </Link>
  );
  return (
    <>
      <PageTitle title={t.title}>{items.length > 0 && create}</PageTitle>
      <p>{t.lead}</p>
      <NamesOf
        tenant={tenant}
        people={items.flatMap(({ onDuty }) => [...(onDuty?.members ?? []), ...(onDuty?.next?.members ?? [])])}
      >
        <Listed
          list={rotas}
          id={(rota) => rota.id}
          empty={
            <div className="panel">
              <p>{t.none}</p>
              {create}
            </div>
          }
        >
          {(rota) => <RotaRow rota={rota} />}
        </Listed>
      </NamesOf>
    </>
  );
}

function RotaRow({ rota }: { rota: Rota }) {
  const { rotas: t } = useTexts();
  return (
    <article className="panel">
      <h2>
        <Link to={encodeURIComponent(rota.id)}>{rota.displayName}</Link>
      </h2>
      <ul className="tags">
        <li>{rota.timeZone}</li>
        <li>
          {rota.source
            ? t.bySource(rota.source.id, rota.source.schedule)
            : rota.rotation
              ? t.turns[rota.rotation.every]
              : t.shiftCount(rota.shifts.length)}
        </li>
      </ul>
      <OnDuty rota={rota} />
    </article>
  );
}
