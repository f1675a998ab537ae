import type { ReactNode } from 'react';
import { usePlatformNames } from '../../app/room-platforms';
import { useAllTexts } from '../../i18n/more';
import type { PersonRef } from '../../ui/people';
import { PersonName } from '../../ui/PersonName';
import { useShown } from '../../ui/shown';
import type { Named, Rule } from './queries';

interface Props {
  rule: Rule;
  rotas: Named[];
  templates: Named[];
}

const FEW = 20;

/** What a rule is called that is named by its id. */
export function nameIn(known: Named[], id: string): string {
  return known.find((each) => each.id === id)?.displayName ?? id;
}

/** For those who only read. */
export function RuleFacts({ rule, rotas, templates }: Props) {
  const t = useAllTexts();
  const show = useShown();
  const names = usePlatformNames();
  const { when, then, threshold } = rule;
  const person = (ref: PersonRef | undefined) => (ref ? <PersonName person={{ ref }} /> : show(''));
  const members = then.members ?? [];
  const rows: [string, ReactNode][] = [
    [t.rules.applications, show(when.applications)],
    [t.rules.regions, show(when.regions)],
    [t.rules.severities, show(when.severities)],
    [t.rules.labels, show(Object.entries(when.labels ?? {}).map(([name, value]) => `${name}=${value}`))],
    [t.warRooms.platforms, t.forms.list(then.platforms.map(names))],
    [t.warRooms.owner, person(then.owner)],
    [t.warRooms.recorder, person(then.recorder)],
    [t.rules.rotas, show((then.rotas ?? []).map((id) => nameIn(rotas, id)))],
    [
      t.warRooms.members,
      members.length === 0 ? (
        show('')
      ) : (
        <ul className="chosen">
          {members.slice(0, FEW).map((ref, place) => (
            <li key={place}>
              <PersonName person={{ ref }} />
            </li>
          ))}
          {members.length > FEW && <li>+{members.length - FEW}</li>}
        </ul>
      ),
    ],
    [t.rules.template, then.template === undefined ? t.rules.builtIn : nameIn(templates, then.template)],
    [t.rules.triage, show(then.triage)],
    [t.rules.threshold, t.rules.atLeast(threshold.alerts, threshold.withinSeconds)],
  ];
  return (
    <dl>
      {rows.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{value}</dd>
        </div>
      ))}
    </dl>
  );
}
