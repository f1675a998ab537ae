import { Switch } from 'antd';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { usePlatformNames } from '../../app/room-platforms';
import { useAllTexts } from '../../i18n/more';
import { useSentence } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { useRuleActions, type Named, type Rule } from './queries';
import { nameIn } from './RuleFacts';

interface Props {
  tenant: string;
  rule: Rule;
  /** From 1. */
  place: number;
  rotas: Named[];
  mayChange: boolean;
  /** What moves it. */
  children: ReactNode;
}

const FEW = 4;

/** A rule in the list: for which alerts it is, and what becomes of them. */
export function RuleRow({ tenant, rule, place, rotas, mayChange, children }: Props) {
  const t = useAllTexts();
  const messages = useMessages();
  const sentence = useSentence();
  const names = usePlatformNames();
  const { change } = useRuleActions(tenant);
  const { when, then, threshold } = rule;
  const conditions = [
    ...(when.severities ?? []),
    ...(when.applications ?? []),
    ...(when.regions ?? []),
    ...Object.entries(when.labels ?? {}).map(([name, value]) => `${name}=${value}`),
  ];
  const platforms = t.forms.list(then.platforms.map(names));
  const people = (then.members ?? []).length + (then.owner ? 1 : 0) + (then.recorder ? 1 : 0);
  const called = [
    ...(then.rotas ?? []).map((id) => nameIn(rotas, id)),
    ...(people > 0 ? [t.rules.called(people)] : []),
  ];
  const setEnabled = (enabled: boolean) => {
    change.mutate(
      { id: rule.id, patch: { enabled } },
      {
        onSuccess: () => {
          messages.done(enabled ? t.rules.wasEnabled : t.rules.wasDisabled);
        },
        onError: (error) => {
          messages.failed(sentence(error));
        },
      },
    );
  };
  return (
    <article className={rule.enabled ? 'panel row' : 'panel row missing'}>
      <span className="hint">{place}</span>
      <div className="grow">
        <h2>
          <Link to={encodeURIComponent(rule.id)}>{rule.displayName}</Link>
        </h2>
        <ul className="tags">
          {conditions.length === 0 && <li>{t.rules.everyAlert}</li>}
          {conditions.slice(0, FEW).map((each) => (
            <li key={each}>{each}</li>
          ))}
          {conditions.length > FEW && <li>+{conditions.length - FEW}</li>}
        </ul>
        <p>
          {then.triage ? t.rules.triageOn(platforms) : t.rules.opensOn(platforms)}
        </p>
        <p className={called.length === 0 ? 'fault' : 'hint'}>
          {called.length === 0 ? t.rules.nobody : `${t.rules.calls}${t.forms.colon}${t.forms.list(called)}`}
        </p>
        {threshold.alerts > 1 && <p className="hint">{t.rules.atLeast(threshold.alerts, threshold.withinSeconds)}</p>}
      </div>
      {mayChange ? (
        <div className="row-buttons">
          <Switch
            aria-label={`${t.rules.enabled}${t.forms.colon}${rule.displayName}`}
            checked={rule.enabled}
            loading={change.isPending}
            onChange={setEnabled}
          />
          {children}
        </div>
      ) : (
        <span className="tag">{rule.enabled ? t.rules.isEnabled : t.rules.isDisabled}</span>
      )}
    </article>
  );
}
