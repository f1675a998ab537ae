import { App, Button, Input, Switch } from 'antd';
import { useEffect, useId, useState } from 'react';
import { ProblemError, type FieldProblem } from '../../api/problems';
import { useInstallation } from '../../app/installation';
import type { MobileApp, Platform } from '../../app/platforms';
import { useLocalized, useTexts } from '../../i18n/provider';
import { filledIn } from '../../ui/CallbackUrls';
import type { Errors } from '../../ui/descriptor';
import { DescriptorField } from '../../ui/DescriptorField';
import { afterPress } from '../../ui/after-press';
import { Doctor } from '../../ui/Doctor';
import { ErrorState } from '../../ui/ErrorState';
import { ErrorSummary } from '../../ui/ErrorSummary';
import { FieldFrame } from '../../ui/FieldFrame';
import { PlatformIcon } from '../../ui/PlatformIcon';
import { SetupChecklist } from '../../ui/SetupChecklist';
import { AssociationFields } from './AssociationFields';
import { CredentialFields } from './CredentialFields';
import { IdentifierField } from './IdentifierField';
import { LoginOnlyWarning } from './LoginOnlyWarning';
import { useSourceActions, type Source } from './queries';
import { faults, flat, METHODS, otherFields, placeOf, tried, type Draft } from './settings';

interface Props {
  tenant: string;
  platform: Platform;
  /** The tenant's binding of the platform. */
  app: MobileApp | undefined;
  /** What is stored; absent for a new source. */
  stored?: Source;
  /** What is shown first. */
  initial: Draft;
  /** What counts as unchanged. */
  base: Draft;
  busy: boolean;
  problems: FieldProblem[];
  submitLabel: string;
  cancelLabel: string;
  onSubmit: (draft: Draft) => void;
  onCancel: () => void;
  /** What is in the form now, and whether that differs. */
  onDraft: (draft: Draft, dirty: boolean) => void;
}

const NONE: FieldProblem[] = [];

/** How many settings differ. */
function changes(a: Draft, b: Draft): number {
  const before = flat(b);
  return Object.entries(flat(a)).filter(
    ([name, value]) => JSON.stringify(value) !== JSON.stringify(before[name]),
  ).length;
}

/** The form of a source, new or stored. */
export function SourceForm(props: Props) {
  const { tenant, platform, app, stored, initial, base, busy, problems, onDraft } = props;
  const t = useTexts();
  const text = useLocalized();
  const { modal } = App.useApp();
  const id = useId();
  const outgoingAddress = useInstallation().data?.outgoingAddress;
  const [draft, setDraft] = useState(initial);
  /** What the server said, until it is changed. */
  const [refused, setRefused] = useState<Errors>({});
  /** What is looked at while it is changed: what was left, or all of it once it was submitted. */
  const [left, setLeft] = useState<string[]>([]);
  const [submitted, setSubmitted] = useState(false);
  const [refusals, setRefusals] = useState(0);
  const { checkDraft } = useSourceActions(tenant);
  const ofCheck = checkDraft.error instanceof ProblemError ? checkDraft.error.errors : NONE;
  const said = ofCheck.length > 0 ? ofCheck : problems;
  const changed = changes(draft, base);
  const found = faults(draft, platform, stored, text, t);
  const errors: Errors = {
    ...refused,
    ...Object.fromEntries(Object.entries(found).filter(([name]) => submitted || left.includes(name))),
  };

  useEffect(() => {
    setRefused(Object.fromEntries(said.map((each) => [placeOf(each.field), each.message])));
    if (said.length > 0) {
      setRefusals((before) => before + 1);
      if (said.some((each) => each.field.startsWith('fields.'))) {
        setDraft((before) => ({ ...before, ownCredentials: true })); // or nobody sees the field
      }
    }
  }, [said]);
  useEffect(() => {
    onDraft(draft, changed > 0);
  }, [draft, changed, onDraft]);

  const change = (part: Partial<Draft>) => {
    const next = { ...draft, ...part };
    setDraft(next);
    const before = flat(draft);
    const changed = Object.entries(flat(next))
      .filter(([name, value]) => value !== before[name])
      .map(([name]) => placeOf(name));
    setRefused((all) => Object.fromEntries(Object.entries(all).filter(([name]) => !changed.includes(name))));
  };
  const leave = (name: string) => {
    afterPress(() => {
      setLeft((before) => [...before, name]);
    });
  };
  const submit = (then: (draft: Draft) => void) => {
    if (busy || checkDraft.isPending) {
      return;
    }
    setSubmitted(true);
    if (Object.keys(found).length > 0) {
      setRefusals((before) => before + 1);
    } else {
      checkDraft.reset();
      then(draft);
    }
  };
  const changeLoginOnly = (on: boolean) => {
    if (!on) {
      change({ loginOnly: false });
      return;
    }
    modal.confirm({
      title: t.sources.loginOnlyTitle,
      content: <LoginOnlyWarning tenant={tenant} linked={stored?.linkedUsers ?? 0} />,
      okText: t.sources.loginOnlyAnyway,
      cancelText: t.actions.cancel,
      onOk: () => {
        change({ loginOnly: true });
      },
    });
  };

  return (
    <div className="beside">
      <form
        noValidate
        className="source-form"
        onSubmit={(event) => {
          event.preventDefault();
          submit(props.onSubmit);
        }}
      >
        <ErrorSummary
          refusals={refusals}
          faults={Object.entries(errors).map(([name, sentence]) => ({ id: `${id}-${name}`, sentence }))}
        />
        <IdentifierField
          id={`${id}-id`}
          tenant={tenant}
          value={draft.id}
          isNew={stored === undefined}
          error={errors['id']}
          onChange={(value) => {
            change({ id: value });
          }}
          onLeave={() => {
            leave('id');
          }}
        />
        <FieldFrame
          id={`${id}-displayName`}
          label={t.sources.name}
          error={errors['displayName']}
          help={t.sources.nameHelp}
        >
          <Input
            id={`${id}-displayName`}
            aria-describedby={`${id}-displayName-help`}
            aria-invalid={errors['displayName'] !== undefined}
            aria-required
            autoComplete="off"
            value={draft.displayName}
            onChange={(event) => {
              change({ displayName: event.target.value });
            }}
            onBlur={() => {
              leave('displayName');
            }}
          />
          <div className="preview">
            <span className="hint">{t.sources.preview}</span>
            <span className="way">
              <PlatformIcon svg={platform.icon} />
              <span>{draft.displayName}</span>
            </span>
          </div>
        </FieldFrame>
        <CredentialFields
          id={id}
          platform={platform}
          app={app}
          stored={stored}
          draft={draft}
          errors={errors}
          onChange={change}
          onLeave={leave}
        />
        <fieldset className="field" id={`${id}-methods`} tabIndex={-1} aria-describedby={`${id}-methods-help`}>
          <legend>{t.sources.methods}</legend>
          {METHODS.filter((each) => platform.methods.includes(each) || base.methods.includes(each)).map((method) => (
            <label key={method} className="pick">
              <input
                type="checkbox"
                checked={draft.methods.includes(method)}
                onChange={(event) => {
                  const on = event.target.checked;
                  change({
                    methods: METHODS.filter((each) => (each === method ? on : draft.methods.includes(each))),
                  });
                }}
              />
              <span>{t.sources.variants[method]}</span>
            </label>
          ))}
          <div id={`${id}-methods-help`} className="help">
            {errors['methods'] !== undefined && <p className="fault">{errors['methods']}</p>}
          </div>
        </fieldset>
        {otherFields(platform, draft.methods).map((field) => (
          <DescriptorField
            key={field.name}
            id={`${id}-${field.name}`}
            field={field}
            value={draft.fields[field.name] ?? ''}
            error={errors[field.name]}
            isRequired={field.required}
            placeholder={stored?.secrets[field.name] === undefined ? '' : t.forms.unchanged}
            onChange={(value) => {
              change({ fields: { ...draft.fields, [field.name]: value } });
            }}
            onLeave={() => {
              leave(field.name);
            }}
          />
        ))}
        <FieldFrame id={`${id}-loginOnly`} label={t.sources.loginOnly} help={t.sources.loginOnlyHelp}>
          <Switch
            id={`${id}-loginOnly`}
            aria-describedby={`${id}-loginOnly-help`}
            checked={draft.loginOnly}
            onChange={changeLoginOnly}
          />
        </FieldFrame>
        <AssociationFields
          id={id}
          platform={platform}
          draft={draft}
          error={errors['matchBy']}
          onChange={change}
        />
        <FieldFrame id={`${id}-enabled`} label={t.sources.enabled} help={t.sources.enabledHelp}>
          <Switch
            id={`${id}-enabled`}
            aria-describedby={`${id}-enabled-help`}
            checked={draft.enabled}
            onChange={(enabled) => {
              change({ enabled });
            }}
          />
        </FieldFrame>
        <FieldFrame
          id={`${id}-order`}
          label={t.sources.order}
          error={errors['order']}
          help={t.sources.orderHelp}
        >
          <Input
            id={`${id}-order`}
            aria-describedby={`${id}-order-help`}
            aria-invalid={errors['order'] !== undefined}
            inputMode="numeric"
            autoComplete="off"
            value={draft.order}
            onChange={(event) => {
              change({ order: event.target.value.trim() });
            }}
            onBlur={() => {
              leave('order');
            }}
          />
        </FieldFrame>
        {checkDraft.isError && ofCheck.length === 0 && <ErrorState error={checkDraft.error} />}
        {checkDraft.data && <Doctor {...checkDraft.data} />}
        <div className="buttons save-bar">
          {stored && changed > 0 && <span className="hint">{t.forms.changes(changed)}</span>}
          <Button
            aria-busy={checkDraft.isPending}
            onClick={() => {
              submit((now) => {
                checkDraft.mutate(tried(now, platform, stored));
              });
            }}
          >
            {t.mobileApps.checkFirst}
          </Button>
          <Button onClick={props.onCancel}>{props.cancelLabel}</Button>
          <Button type="primary" htmlType="submit" aria-busy={busy}>
            {props.submitLabel}
          </Button>
        </div>
      </form>
      <SetupChecklist
        tenant={tenant}
        platform={platform}
        urls={stored?.urls ?? filledIn(platform.urls, tenant, draft.id)}
        outgoingAddress={outgoingAddress}
        methods={draft.methods}
        report={checkDraft.data?.report}
      />
    </div>
  );
}
