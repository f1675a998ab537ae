import { Button } from 'antd';
import { useMemo } from 'react';
import type { FieldProblem } from '../../api/problems';
import { useRoomPlatforms } from '../../app/room-platforms';
import { useTexts } from '../../i18n/provider';
import { FieldFrame } from '../../ui/FieldFrame';
import { useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { TextField } from '../../ui/TextField';
import { faults, MOST_SHIFTS, newShift, nextKey, placeOf, type Draft } from './draft';
import { Effect } from './Effect';
import { useRotaSources } from './queries';
import { RotationFields } from './RotationFields';
import { ShiftFields } from './ShiftFields';
import { SourceFields } from './SourceFields';
import './rotas.css';

interface Props {
  tenant: string;
  /** The one that is stored, unless it is a new one. */
  rota?: string;
  initial: Draft;
  base: Draft;
  busy: boolean;
  problems: FieldProblem[];
  submitLabel: string;
  onDraft: (draft: Draft, dirty: boolean) => void;
  onSubmit: (draft: Draft) => void;
  onCancel: () => void;
}

const KINDS: Draft['kind'][] = ['shifts', 'rotation', 'source'];

/** The form of a rota, new or stored, and beside it what it does to the days that come. */
export function RotaForm(props: Props) {
  const { tenant, rota, initial, base, busy, problems, submitLabel } = props;
  const t = useTexts();
  const { platforms = [] } = useRoomPlatforms(tenant);
  const { data: sources = [] } = useRotaSources(tenant);
  const form = useForm<Draft>({
    initial,
    base,
    check: (draft) => faults(draft, t),
    problems,
    placeOf,
    onChange: props.onDraft,
  });
  const { id, values, errors } = form;
  // one whose source has gone can be kept
  const kinds = KINDS.filter((kind) => kind !== 'source' || sources.length > 0 || base.kind === 'source');
  return (
    <div className="rota-form">
      <div className="panel">
        <FormFrame
          form={form}
          busy={busy}
          isEdit={rota !== undefined}
          submitLabel={submitLabel}
          ofLine={values.kind === 'shifts' ? t.rotas.shiftLine : t.rotas.groupLine}
          onCancel={props.onCancel}
          onSubmit={props.onSubmit}
        >
          <TextField form={form} name="displayName" label={t.rotas.name} help={t.rotas.nameHelp} />
          <ZoneField
            id={`${id}-timeZone`}
            zone={values.timeZone}
            error={errors['timeZone']}
            onChange={(timeZone) => {
              form.set({ timeZone });
            }}
          />
          <fieldset className="field">
            <legend>{t.rotas.kind}</legend>
            {kinds.map((kind) => (
              <label key={kind} className="pick">
                <input
                  type="radio"
                  name={`${id}-kind`}
                  checked={values.kind === kind}
                  onChange={() => {
                    form.set({ kind });
                  }}
                />
                <span>
                  {t.rotas.kinds[kind]}
                  <span className="hint">{t.rotas.kindHelp[kind]}</span>
                </span>
              </label>
            ))}
          </fieldset>
          {values.kind === 'shifts' ? (
            <fieldset className="field parts" id={`${id}-shifts`} tabIndex={-1}>
              <legend>{t.rotas.shifts}</legend>
              {errors['shifts'] !== undefined && <p className="fault">{errors['shifts']}</p>}
              {values.shifts.map((shift, place) => (
                <ShiftFields
                  key={shift.key}
                  tenant={tenant}
                  id={`${id}-shift-${String(shift.key)}`}
                  label={t.rotas.shift(place + 1)}
                  shift={shift}
                  error={errors[`shifts.${String(place)}`]}
                  platforms={platforms}
                  onChange={(changed) => {
                    form.set({ shifts: values.shifts.map((each) => (each.key === shift.key ? changed : each)) });
                  }}
                  onRemove={() => {
                    form.set({ shifts: values.shifts.filter((each) => each.key !== shift.key) });
                  }}
                />
              ))}
              {values.shifts.length < MOST_SHIFTS && (
                <Button
                  onClick={() => {
                    form.set({ shifts: [...values.shifts, newShift(nextKey(values.shifts))] });
                  }}
                >
                  {t.rotas.addShift}
                </Button>
              )}
            </fieldset>
          ) : values.kind === 'source' ? (
            <SourceFields form={form} sources={sources} />
          ) : (
            <RotationFields tenant={tenant} form={form} platforms={platforms} />
          )}
        </FormFrame>
      </div>
      <Effect tenant={tenant} rota={rota} base={base} draft={values} />
    </div>
  );
}

interface ZoneProps {
  id: string;
  zone: string;
  error: string | undefined;
  onChange: (zone: string) => void;
}

function ZoneField({ id, zone, error, onChange }: ZoneProps) {
  const { rotas: t } = useTexts();
  // one that only the server knows is there as well
  const zones = useMemo(() => [...new Set(['UTC', zone, ...Intl.supportedValuesOf('timeZone')])].sort(), [zone]);
  return (
    <FieldFrame id={id} label={t.timeZone} help={t.timeZoneHelp} error={error}>
      <select
        id={id}
        className="choice"
        aria-describedby={`${id}-help`}
        value={zone}
        onChange={(event) => {
          onChange(event.target.value);
        }}
      >
        {zones.map((each) => (
          <option key={each}>{each}</option>
        ))}
      </select>
    </FieldFrame>
  );
}
