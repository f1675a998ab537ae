import { App, Button, Input, Switch } from 'antd';
import { useEffect, useId, useState } from 'react';
import type { FieldProblem } from '../../api/problems';
import { useTexts } from '../../i18n/provider';
import type { Errors } from '../../ui/descriptor';
import { ErrorSummary } from '../../ui/ErrorSummary';
import { FieldFrame } from '../../ui/FieldFrame';
import {
  faults,
  isSame,
  passwordFault,
  TEXT_FIELDS,
  VERIFIED,
  withText,
  type Address,
  type Profile,
  type TextField,
} from './profile';

interface Props {
  /** What is shown first. */
  initial: Profile;
  /** What counts as unchanged. */
  base: Profile;
  asksForPassword?: boolean;
  busy: boolean;
  problems: FieldProblem[];
  submitLabel: string;
  cancelLabel: string;
  /** What is in the form now, and whether that differs. */
  onProfile: (profile: Profile, dirty: boolean) => void;
  onCancel: () => void;
  onSubmit: (profile: Profile, password: string) => void;
}

function isAddress(field: TextField): field is Address {
  return field in VERIFIED;
}

/** What is known of somebody, new or stored. */
export function UserForm(props: Props) {
  const { initial, base, asksForPassword = false, busy, problems, onProfile } = props;
  const t = useTexts();
  const { modal } = App.useApp();
  const id = useId();
  const [profile, setProfile] = useState(initial);
  const [password, setPassword] = useState('');
  /** What the server said, until it is changed. */
  const [refused, setRefused] = useState<Errors>({});
  /** What is looked at while it is changed: what was left, or all of it once it was submitted. */
  const [left, setLeft] = useState<string[]>([]);
  const [submitted, setSubmitted] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const wrongPassword = password === '' ? undefined : passwordFault(password, t);
  const found: Errors = {
    ...faults(profile, t),
    ...(wrongPassword === undefined ? {} : { password: wrongPassword }),
  };
  const errors: Errors = {
    ...refused,
    ...Object.fromEntries(Object.entries(found).filter(([name]) => submitted || left.includes(name))),
  };

  useEffect(() => {
    setRefused(Object.fromEntries(problems.map((each) => [each.field, each.message])));
    if (problems.length > 0) {
      setRefusals((before) => before + 1);
    }
  }, [problems]);
  useEffect(() => {
    onProfile(profile, !isSame(profile, base) || password !== '');
  });

  const forget = (name: string) => {
    setRefused((all) => Object.fromEntries(Object.entries(all).filter(([each]) => each !== name)));
  };
  const leave = (name: string) => {
    setLeft((before) => [...before, name]);
  };
  const verify = (address: Address, on: boolean) => {
    const set = () => {
      setProfile((before) => ({ ...before, [VERIFIED[address]]: on }));
    };
    if (!on || (base[VERIFIED[address]] && profile[address] === base[address])) {
      set();
      return;
    }
    modal.confirm({
      title: t.users.verifyTitle(profile[address]),
      content: t.users.verifyWarning,
      okText: t.users.verifyAnyway,
      cancelText: t.actions.cancel,
      onOk: set,
    });
  };
  const submit = () => {
    if (busy) {
      return;
    }
    setSubmitted(true);
    if (Object.keys(found).length > 0) {
      setRefusals((before) => before + 1);
    } else {
      props.onSubmit(profile, password);
    }
  };
  const described = (name: string) => ({
    id: `${id}-${name}`,
    'aria-describedby': `${id}-${name}-help`,
    'aria-invalid': errors[name] !== undefined,
    autoComplete: 'off',
    onBlur: () => {
      leave(name);
    },
  });

  return (
    <form
      noValidate
      className="source-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <ErrorSummary
        refusals={refusals}
        faults={Object.entries(errors).map(([name, sentence]) => ({ id: `${id}-${name}`, sentence }))}
      />
      {TEXT_FIELDS.map((field) => (
        <FieldFrame
          key={field}
          id={`${id}-${field}`}
          label={
            <>
              {t.users.fields[field]}
              {field !== 'username' && <span className="hint"> ({t.forms.optional})</span>}
            </>
          }
          error={errors[field]}
          help={t.users.help[field]}
        >
          <Input
            {...described(field)}
            aria-required={field === 'username'}
            spellCheck={false}
            value={profile[field]}
            onChange={(event) => {
              forget(field);
              setProfile(withText(profile, field, event.target.value));
            }}
          />
          {isAddress(field) && profile[field] !== '' && (
            <span className="switch">
              <Switch
                id={`${id}-${VERIFIED[field]}`}
                checked={profile[VERIFIED[field]]}
                onChange={(on) => {
                  verify(field, on);
                }}
              />
              <label htmlFor={`${id}-${VERIFIED[field]}`}>{t.users.fields[VERIFIED[field]]}</label>
            </span>
          )}
        </FieldFrame>
      ))}
      {asksForPassword && (
        <FieldFrame
          id={`${id}-password`}
          label={
            <>
              {t.users.password} <span className="hint">({t.forms.optional})</span>
            </>
          }
          error={errors['password']}
          help={t.users.passwordForm}
        >
          <Input.Password
            {...described('password')}
            autoComplete="new-password"
            value={password}
            onChange={(event) => {
              forget('password');
              setPassword(event.target.value);
            }}
          />
        </FieldFrame>
      )}
      <div className="buttons save-bar">
        <Button onClick={props.onCancel}>{props.cancelLabel}</Button>
        <Button type="primary" htmlType="submit" aria-busy={busy}>
          {props.submitLabel}
        </Button>
      </div>
    </form>
  );
}
