import { useTexts } from '../../i18n/provider';
import { ErrorState } from '../../ui/ErrorState';
import { nameOf } from '../../ui/PersonName';
import { useNamed, useOnDuty, useRotas } from './rotas';

interface Props {
  tenant: string;
  id: string;
  error: string | undefined;
  /** By their ids. */
  chosen: string[];
  onChange: (chosen: string[]) => void;
}

/** By which rotas people are called; of those that are chosen, who is on duty now. */
export function RotaField({ tenant, id, error, chosen, onChange }: Props) {
  const { warRooms: t, forms } = useTexts();
  const rotas = useRotas(tenant);
  const all = rotas.data ?? [];
  return (
    <fieldset className="field" id={id} tabIndex={-1} aria-describedby={`${id}-help`}>
      <legend>
        {t.rotas}
        <span className="hint"> ({forms.optional})</span>
      </legend>
      {rotas.isError && !rotas.data && <ErrorState error={rotas.error} onRetry={() => void rotas.refetch()} />}
      {all.length > 0 && (
        <div className="rotas">
          {all.map(({ id: rota, displayName }) => {
            const isChosen = chosen.includes(rota);
            return (
              <label key={rota} className="pick">
                <input
                  type="checkbox"
                  checked={isChosen}
                  onChange={(event) => {
                    const rest = chosen.filter((each) => each !== rota);
                    onChange(event.target.checked ? [...rest, rota] : rest);
                  }}
                />
                <span>
                  {displayName}
                  {isChosen && <OnDuty tenant={tenant} rota={rota} />}
                </span>
              </label>
            );
          })}
        </div>
      )}
      <div id={`${id}-help`} className="help">
        {error !== undefined && <p className="fault">{error}</p>}
        <p>{rotas.data?.length === 0 ? t.rotasNone : t.rotasHelp}</p>
      </div>
    </fieldset>
  );
}

function OnDuty({ tenant, rota }: { tenant: string; rota: string }) {
  const { warRooms: t, forms } = useTexts();
  const { data } = useOnDuty(tenant, rota);
  const people = useNamed(tenant, data?.people ?? []);
  if (!data) {
    return null;
  }
  const names = forms.list(people.map(nameOf));
  return (
    <span className={data.count === 0 ? 'fault own-line' : 'hint'}>
      {data.count === 0
        ? data.isKnown
          ? t.nobodyOnDuty
          : t.dutyNotKnown
        : data.count > people.length
          ? t.onDutyMore(names, data.count - people.length)
          : t.onDuty(names)}
    </span>
  );
}
