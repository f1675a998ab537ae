import { App, Switch } from 'antd';
import type { FieldProblem } from '../../api/problems';
import { useTexts } from '../../i18n/provider';
import { useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { useShortestPassword } from '../../app/installation';
import { passwordFault } from '../../ui/passwords';
import { TextField } from '../../ui/TextField';
import { faults, marked, TEXT_FIELDS, VERIFIED, withText, type Address, type Profile, type TextField as Name } from './profile';

interface Props {
  /** What is shown first. */
  initial: Profile;
  /** What counts as unchanged; absent for somebody new, who may be given a password. */
  base?: Profile;
  busy: boolean;
  problems: FieldProblem[];
  submitLabel: string;
  /** What is in the form now, and whether that differs. */
  onProfile: (profile: Profile, dirty: boolean) => void;
  onCancel: () => void;
  onSubmit: (profile: Profile, password: string) => void;
}

type Values = Profile & { password: string };


function isAddress(field: Name): field is Address {
  return field in VERIFIED;
}

/** What is known of somebody, new or stored. */
export function UserForm({ initial, base, busy, problems, submitLabel, ...props }: Props) {
  const t = useTexts();
  const shortest = useShortestPassword();
  const { modal } = App.useApp();
  const form = useForm<Values>({
    initial: { ...initial, password: '' },
    base: { ...(base ?? initial), password: '' },
    check: (values) => {
      const fault = values.password === '' ? undefined : passwordFault(values.password, shortest, t);
      return { ...faults(values, t), ...(fault === undefined ? {} : { password: fault }) };
    },
    problems,
    members: ({ password, ...profile }) => ({ ...marked(profile), password }),
    onChange: (profile, dirty) => {
      props.onProfile(profile, dirty);
    },
  });
  const { id, values, set } = form;
  const verify = (address: Address, on: boolean) => {
    const mark = () => {
      set({ [VERIFIED[address]]: on });
    };
    if (!on || (base?.[VERIFIED[address]] && values[address] === base[address])) {
      mark();
      return;
    }
    modal.confirm({
      title: t.users.verifyTitle(values[address]),
      content: t.users.verifyWarning,
      okText: t.users.verifyAnyway,
      cancelText: t.actions.cancel,
      onOk: mark,
    });
  };
  return (
    <FormFrame
      form={form}
      busy={busy}
      isEdit={base !== undefined}
      submitLabel={submitLabel}
      onCancel={props.onCancel}
      onSubmit={({ password, ...profile }) => {
        props.onSubmit(profile, password);
      }}
    >
      {TEXT_FIELDS.map((field) => (
        <TextField
          key={field}
          form={form}
          name={field}
          label={t.users.fields[field]}
          help={t.users.help[field]}
          isRequired={field === 'username'}
          change={(value) => withText(values, field, value)}
        >
          {isAddress(field) && values[field] !== '' && (
            <span className="switch">
              <Switch
                id={`${id}-${VERIFIED[field]}`}
                checked={values[VERIFIED[field]]}
                onChange={(on) => {
                  verify(field, on);
                }}
              />
              <label htmlFor={`${id}-${VERIFIED[field]}`}>{t.users.fields[VERIFIED[field]]}</label>
            </span>
          )}
        </TextField>
      ))}
      {base === undefined && (
        <TextField
          form={form}
          name="password"
          label={t.users.password}
          help={t.passwords.help(shortest)}
          password="new-password"
          isRequired={false}
        />
      )}
    </FormFrame>
  );
}
