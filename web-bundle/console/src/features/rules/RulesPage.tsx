import { Button } from 'antd';
import { useEffect, useRef, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { useSomebody } from '../../app/session';
import { useTenant } from '../../app/tenants';
import { useAllTexts, WithMoreTexts } from '../../i18n/more';
import { ErrorState, useSentence } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { Skeleton } from '../../ui/Skeleton';
import { Tabs } from '../../ui/Tabs';
import { CreateRule } from './CreateRule';
import { moved } from './order';
import { useRotaChoice, useRuleActions, useRules, type Rule } from './queries';
import { RuleRow } from './RuleRow';
import { TryRules } from './TryRules';
import './rules.css';

/** What makes war rooms of alerts, in the order in which it is looked at; a try-out beside it. */
export function RulesPage() {
  return (
    <WithMoreTexts>
      <AllRules />
    </WithMoreTexts>
  );
}

function AllRules() {
  const t = useAllTexts();
  const tenant = useTenant();
  const { rights } = useSomebody();
  const [params] = useSearchParams();
  const rules = useRules(tenant);
  const items = rules.data;
  if (items && rights.respond && params.has('create')) {
    return <CreateRule tenant={tenant} rules={items} />;
  }
  const tab = rights.respond && params.get('tab') === 'try' ? 'try' : 'rules';
  const create = (
    <Link className="button" to="?create=">
      {t.rules.create}
    </Link>
  );
  return (
    <>
      <PageTitle title={t.rules.title}>{rights.respond && items && items.length > 0 && create}</PageTitle>
      <p>
        {t.rules.lead} <Link to={`/t/${tenant}/alerts/settings`}>{t.rules.toSettings}</Link>
      </p>
      {rights.respond && (
        <Tabs label={t.rules.sections} tabs={{ rules: t.rules.title, try: t.rules.try }} shown={tab} />
      )}
      {rules.isError && <ErrorState error={rules.error} onRetry={() => void rules.refetch()} />}
      {!items ? (
        rules.isPending && <Skeleton />
      ) : tab === 'try' ? (
        <TryRules tenant={tenant} rules={items} />
      ) : items.length === 0 ? (
        <div className="panel">
          <p>{t.rules.none}</p>
          {rights.respond && create}
        </div>
      ) : (
        <InOrder tenant={tenant} rules={items} mayChange={rights.respond} />
      )}
    </>
  );
}

function InOrder({ tenant, rules, mayChange }: { tenant: string; rules: Rule[]; mayChange: boolean }) {
  const t = useAllTexts();
  const messages = useMessages();
  const sentence = useSentence();
  const rotas = useRotaChoice(tenant);
  const { place } = useRuleActions(tenant);
  const [dragged, setDragged] = useState<string>();
  const [over, setOver] = useState<string>();
  /** What was pressed to move a rule: the row goes elsewhere, and the focus with it. */
  const toFocus = useRef<{ id: string; pressed: 'up' | 'down' }>(undefined);
  useEffect(() => {
    if (toFocus.current) {
      const { id, pressed } = toFocus.current;
      toFocus.current = undefined;
      const at = (which: string) => document.getElementById(`${which}-${id}`) as HTMLButtonElement | null;
      const button = at(pressed);
      (button?.disabled === true ? at(pressed === 'up' ? 'down' : 'up') : button)?.focus();
    }
  }, [rules]);
  const move = (id: string, to: number, pressed?: 'up' | 'down') => {
    const changes = moved(rules, id, to);
    const rule = rules.find((each) => each.id === id);
    if (changes.length === 0 || place.isPending || !rule) {
      return;
    }
    toFocus.current = pressed && { id, pressed };
    place.mutate(changes, {
      onSuccess: () => {
        messages.done(t.rules.moved(rule.displayName, to + 1, rules.length));
      },
      onError: (error) => {
        messages.failed(sentence(error));
      },
    });
  };
  return (
    <ol className="rows" aria-busy={place.isPending}>
      {rules.map((rule, at) => (
        <li
          key={rule.id}
          className={over === rule.id && dragged !== rule.id ? 'drop-here' : ''}
          draggable={mayChange && dragged === rule.id}
          onDragStart={(event) => {
            event.dataTransfer.effectAllowed = 'move';
          }}
          onDragOver={(event) => {
            if (dragged !== undefined) {
              event.preventDefault();
              setOver(rule.id);
            }
          }}
          onDrop={(event) => {
            event.preventDefault();
            if (dragged !== undefined) {
              move(dragged, at);
            }
          }}
          onDragEnd={() => {
            setDragged(undefined);
            setOver(undefined);
          }}
        >
          <RuleRow tenant={tenant} rule={rule} place={at + 1} rotas={rotas.data ?? []} mayChange={mayChange}>
            <span
              className="handle"
              aria-hidden
              title={t.rules.drag}
              onPointerDown={() => {
                setDragged(rule.id);
              }}
              onPointerUp={() => {
                setDragged(undefined);
              }}
            >
              ⠿
            </span>
            {(['up', 'down'] as const).map((way) => (
              <Button
                key={way}
                id={`${way}-${rule.id}`}
                disabled={way === 'up' ? at === 0 : at === rules.length - 1}
                onClick={() => {
                  move(rule.id, way === 'up' ? at - 1 : at + 1, way);
                }}
              >
                <span aria-hidden>{way === 'up' ? '↑' : '↓'}</span>
                <span className="visually-hidden">{t.rules[way](rule.displayName)}</span>
              </Button>
            ))}
          </RuleRow>
        </li>
      ))}
    </ol>
  );
}
