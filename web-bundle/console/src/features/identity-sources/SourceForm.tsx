import { App, Switch } from 'antd';
import { useEffect } from 'react';
import type { FieldProblem } from '../../api/problems';
import { useInstallation } from '../../app/installation';
import type { MobileApp, Platform } from '../../app/platforms';
import { useLocalized, useTexts } from '../../i18n/provider';
import { filledIn } from '../../ui/CallbackUrls';
import { DescriptorField } from '../../ui/DescriptorField';
import { Doctor } from '../../ui/Doctor';
import { ErrorState } from '../../ui/ErrorState';
import { FieldFrame } from '../../ui/FieldFrame';
import { problemsOf, useForm } from '../../ui/form';
import { FormFrame } from '../../ui/FormFrame';
import { PlatformIcon } from '../../ui/PlatformIcon';
import { SetupChecklist } from '../../ui/SetupChecklist';
import { TextField } from '../../ui/TextField';
import { AdmissionFields } from './AdmissionFields';
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
  cancelLabel?: string;
  onSubmit: (draft: Draft) => void;
  onCancel: () => void;
  /** What is in the form now, and whether that differs. */
  onDraft: (draft: Draft, dirty: boolean) => void;
}

/** The form of a source, new or stored. */
export function SourceForm(props: Props) {
  const { tenant, platform, app, stored, initial, base } = props;
  const t = useTexts();
  const text = useLocalized();
  const { modal } = App.useApp();
  const outgoingAddress = useInstallation().data?.outgoingAddress;
  const { checkDraft } = useSourceActions(tenant);
  const ofCheck = problemsOf(checkDraft.error);
  const problems = ofCheck.length > 0 ? ofCheck : props.problems;
  const form = useForm<Draft>({
    initial,
    base,
    check: (draft) => faults(draft, platform, stored, text, t),
    problems,
    placeOf,
    members: flat,
    onChange: props.onDraft,
  });
  const { id, values: draft, errors, set: change, leave } = form;
  useEffect(() => {
    if (problems.some((each) => each.field.startsWith('fields.'))) {
      change({ ownCredentials: true }); // or nobody sees the field
    }
  }, [problems, change]);
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
      <FormFrame
        form={form}
        busy={props.busy}
        isEdit={stored !== undefined}
        submitLabel={props.submitLabel}
        {...(props.cancelLabel === undefined ? {} : { cancelLabel: props.cancelLabel })}
        other={{
          label: t.mobileApps.checkFirst,
          busy: checkDraft.isPending,
          onPress: (now) => {
            checkDraft.mutate(tried(now, platform, stored));
          },
        }}
        onCancel={props.onCancel}
        onSubmit={(now) => {
          checkDraft.reset();
          props.onSubmit(now);
        }}
      >
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
        <TextField form={form} name="displayName" label={t.sources.name} help={t.sources.nameHelp}>
          <div className="preview">
            <span className="hint">{t.sources.preview}</span>
            <span className="way">
              <PlatformIcon svg={platform.icon} />
              <span>{draft.displayName}</span>
            </span>
          </div>
        </TextField>
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
        <AdmissionFields
          id={id}
          tenant={tenant}
          platform={platform}
          stored={stored}
          draft={draft}
          errors={errors}
          onChange={change}
        />
        {(platform.messages || draft.codes) && (
          <FieldFrame id={`${id}-codes`} label={t.sources.codes} help={t.sources.codesHelp} error={errors['codes']}>
            <Switch
              id={`${id}-codes`}
              aria-describedby={`${id}-codes-help`}
              checked={draft.codes}
              onChange={(codes) => {
                change({ codes });
              }}
            />
          </FieldFrame>
        )}
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
        <TextField
          form={form}
          name="order"
          label={t.sources.order}
          help={t.sources.orderHelp}
          inputMode="numeric"
          change={(value) => ({ order: value.trim() })}
        />
        {checkDraft.isError && ofCheck.length === 0 && <ErrorState error={checkDraft.error} />}
        {checkDraft.data && <Doctor {...checkDraft.data} />}
      </FormFrame>
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
