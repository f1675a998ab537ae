import { Link } from 'react-router';
import { useRoomPlatforms, type RoomPlatform } from '../../app/room-platforms';
import type { FieldProblem } from '../../api/problems';
import { useAllTexts } from '../../i18n/more';
import { Choices, SelectField, SwitchField } from '../../ui/Choices';
import { ErrorState } from '../../ui/ErrorState';
import { useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { PeopleField } from '../../ui/PeopleField';
import { PlatformChoice } from '../../ui/PlatformChoice';
import { SEVERITIES } from '../../ui/severities';
import { Skeleton } from '../../ui/Skeleton';
import { TextField } from '../../ui/TextField';
import { faults, MOST_ALERTS, MOST_SECONDS, placeOf, type Draft } from './draft';
import { useRotaChoice, useTemplateChoice, type Named } from './queries';

/** What a rule can name. */
export interface Nameable {
  platforms: RoomPlatform[];
  rotas: Named[];
  templates: Named[];
}

/** What there is to be named, once that is known; before, what stands in its place. */
export function useNameable(tenant: string): { known: Nameable } | { instead: React.ReactNode } {
  const { platforms, failed: platformsFailed } = useRoomPlatforms(tenant);
  const rotas = useRotaChoice(tenant);
  const templates = useTemplateChoice(tenant);
  const failed = platformsFailed ?? [rotas, templates].find((each) => each.isError && !each.data);
  if (failed) {
    return { instead: <ErrorState error={failed.error} onRetry={() => void failed.refetch()} /> };
  }
  return platforms && rotas.data && templates.data
    ? { known: { platforms, rotas: rotas.data, templates: templates.data } }
    : { instead: <Skeleton rows={1} /> };
}

interface Props extends Nameable {
  tenant: string;
  isNew: boolean;
  /** What is shown first. */
  initial: Draft;
  /** What counts as unchanged. */
  base: Draft;
  busy: boolean;
  problems: FieldProblem[];
  submitLabel: string;
  onSubmit: (draft: Draft) => void;
  onCancel: () => void;
  /** What is in the form now, and whether that differs. */
  onDraft: (draft: Draft, dirty: boolean) => void;
}

/** What is named that is not there any more stays until somebody takes it away. */
function withGone(known: Named[], chosen: string[]): Named[] {
  const ids = new Set(known.map(({ id }) => id));
  return [...known, ...chosen.filter((id) => !ids.has(id)).map((id) => ({ id, displayName: id }))];
}

/** The form of a rule, new or stored. */
export function RuleForm(props: Props) {
  const { tenant, isNew, platforms, rotas, templates, problems } = props;
  const t = useAllTexts();
  const form = useForm<Draft>({
    initial: props.initial,
    base: props.base,
    check: (draft) => faults(draft, t),
    problems,
    placeOf,
    onChange: props.onDraft,
  });
  const { id, values, errors, set } = form;
  const bound = new Set(platforms.map((each) => each.id));
  const unbound = values.platforms.filter((each) => !bound.has(each));
  const people = (role: 'owner' | 'recorder' | 'members', help: string) => (
    <PeopleField
      tenant={tenant}
      id={`${id}-${role}`}
      label={t.warRooms[role]}
      help={help}
      error={errors[role]}
      isOne={role !== 'members'}
      people={values[role]}
      platforms={platforms}
      onChange={(chosen) => {
        set({ [role]: chosen });
      }}
    />
  );
  return (
    <FormFrame
      form={form}
      busy={props.busy}
      isEdit={!isNew}
      submitLabel={props.submitLabel}
      onCancel={props.onCancel}
      onSubmit={props.onSubmit}
    >
      <TextField form={form} name="displayName" label={t.rules.name} help={t.rules.nameHelp} />
      <h2>{t.rules.when}</h2>
      <p className="hint">{t.rules.whenHelp}</p>
      <TextField form={form} name="applications" label={t.rules.applications} help={t.warRooms.listHelp} isRequired={false} />
      <TextField form={form} name="regions" label={t.rules.regions} help={t.warRooms.listHelp} isRequired={false} />
      <Choices
        id={`${id}-severities`}
        legend={t.rules.severities}
        help={t.rules.severitiesHelp}
        error={errors['severities']}
        choices={SEVERITIES.map((each) => ({ value: each, label: t.warRooms.severities[each] }))}
        chosen={values.severities}
        onChange={(severities) => {
          set({ severities });
        }}
      />
      <TextField form={form} name="labels" label={t.rules.labels} help={t.rules.labelsHelp} isDocument isRequired={false} />
      <h2>{t.rules.then}</h2>
      {platforms.length === 0 && (
        <p className="fault">
          {t.warRooms.noPlatform} <Link to={`/t/${tenant}/mobile-apps`}>{t.warRooms.toMobileApps}</Link>
        </p>
      )}
      <PlatformChoice
        id={`${id}-platforms`}
        platforms={[
          ...platforms,
          ...unbound.map((each) => ({ id: each, name: each, platform: undefined, traits: undefined })),
        ]}
        chosen={values.platforms}
        error={errors['platforms']}
        onChange={(chosen) => {
          set({ platforms: chosen });
        }}
      />
      {people('owner', t.warRooms.ownerHelp)}
      {people('recorder', t.warRooms.recorderHelp)}
      <Choices
        id={`${id}-rotas`}
        legend={t.rules.rotas}
        help={rotas.length === 0 ? t.rules.rotasNone : t.rules.rotasHelp}
        error={errors['rotas']}
        choices={withGone(rotas, values.rotas).map((rota) => ({
          value: rota.id,
          label: rota.displayName,
          ...(rotas.includes(rota) ? {} : { hint: t.rules.gone }),
        }))}
        chosen={values.rotas}
        onChange={(chosen) => {
          set({ rotas: chosen });
        }}
      />
      {people('members', t.warRooms.membersHelp)}
      <SelectField
        id={`${id}-template`}
        label={t.rules.template}
        help={t.rules.templateHelp}
        error={errors['template']}
        value={values.template}
        options={[
          ['', t.rules.builtIn],
          ...withGone(templates, values.template === '' ? [] : [values.template]).map((each): [string, string] => [
            each.id,
            each.displayName,
          ]),
        ]}
        onChange={(template) => {
          set({ template });
        }}
      />
      <SwitchField
        id={`${id}-triage`}
        label={t.rules.triage}
        help={t.rules.triageHelp}
        value={values.triage}
        onChange={(triage) => {
          set({ triage });
        }}
      />
      <h2>{t.rules.threshold}</h2>
      <p className="hint">{t.rules.thresholdHelp}</p>
      <TextField form={form} name="alerts" label={t.rules.alerts} help={t.rules.from1(MOST_ALERTS)} inputMode="numeric" />
      <TextField
        form={form}
        name="withinSeconds"
        label={t.rules.withinSeconds}
        help={t.rules.from1(MOST_SECONDS)}
        inputMode="numeric"
      />
    </FormFrame>
  );
}
