import { useTexts } from '../../i18n/provider';
import { SelectField, SwitchField } from '../../ui/Choices';
import type { Form } from '../../ui/form';
import { TextField } from '../../ui/TextField';
import { ALGORITHMS, hasRefreshTokens, type Algorithm, type Draft } from './settings';

/** What most applications leave as it is. */
export function Protocol({ form }: { form: Form<Draft> }) {
  const { clients: t } = useTexts();
  const { id, values: draft, errors, set: change } = form;
  const isOptional = draft.pkce === 'optional';
  const isTouched =
    isOptional ||
    draft.requirePushedAuthorizationRequests ||
    draft.userinfoSignedResponseAlg !== '' ||
    (hasRefreshTokens(draft) &&
      (draft.refreshTokenIdleSeconds !== '30' || draft.refreshTokenMaxSeconds !== '90')) ||
    Object.keys(errors).some((place) => /^(pkce|requirePushed|refreshToken|userinfo)/.test(place));
  return (
    <details open={isTouched}>
      <summary>{t.protocol}</summary>
      {(draft.type === 'confidential' || isOptional) && (
        <SelectField
          id={`${id}-pkce`}
          label={t.pkce}
          help={<span role="status">{isOptional ? t.pkceWarning : t.pkceHelp}</span>}
          error={errors['pkce']}
          value={draft.pkce}
          options={[
            ['required', t.pkceChoices.required],
            ['optional', t.pkceChoices.optional],
          ]}
          onChange={(pkce) => {
            change({ pkce });
          }}
        />
      )}
      <SwitchField
        id={`${id}-requirePushedAuthorizationRequests`}
        label={t.pushed}
        help={t.pushedHelp}
        value={draft.requirePushedAuthorizationRequests}
        onChange={(requirePushedAuthorizationRequests) => {
          change({ requirePushedAuthorizationRequests });
        }}
      />
      {hasRefreshTokens(draft) && (
        <>
          <TextField form={form} name="refreshTokenIdleSeconds" label={t.refreshIdle} help={t.refreshIdleHelp} />
          <TextField form={form} name="refreshTokenMaxSeconds" label={t.refreshMax} help={t.refreshMaxHelp} />
        </>
      )}
      <SelectField<Algorithm | ''>
        id={`${id}-userinfoSignedResponseAlg`}
        label={t.userinfo}
        help={t.userinfoHelp}
        value={draft.userinfoSignedResponseAlg}
        options={[['', t.userinfoJson], ...ALGORITHMS.map((each): [Algorithm, string] => [each, each])]}
        onChange={(userinfoSignedResponseAlg) => {
          change({ userinfoSignedResponseAlg });
        }}
      />
    </details>
  );
}
