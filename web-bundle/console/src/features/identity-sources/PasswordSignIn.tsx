import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Switch } from 'antd';
import { useState } from 'react';
import { api, body } from '../../api/client';
import { useTexts } from '../../i18n/provider';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { useSentence } from '../../ui/ErrorState';
import { useMessages } from '../../ui/messages';

function usePasswordSignIn(tenant: string) {
  const queries = useQueryClient();
  const queryKey = ['tenant', tenant, 'password-sign-in'];
  const path = { tenant };
  return {
    isOn: useQuery({
      queryKey,
      queryFn: ({ signal }) => body(api.GET('/tenants/{tenant}', { params: { path }, signal })),
    }).data?.passwordSignIn,
    turn: useMutation({
      mutationFn: (passwordSignIn: boolean) =>
        body(
          api.PATCH('/tenants/{tenant}', {
            params: { path },
            headers: { 'Content-Type': 'application/merge-patch+json' },
            body: { passwordSignIn },
          }),
        ),
      onSettled: () => queries.invalidateQueries({ queryKey }),
    }),
  };
}

/** The way in that needs no platform. */
export function PasswordSignIn({ tenant, mayChange }: { tenant: string; mayChange: boolean }) {
  const t = useTexts();
  const messages = useMessages();
  const sentence = useSentence();
  const { isOn, turn } = usePasswordSignIn(tenant);
  const [asks, setAsks] = useState(false);
  const close = () => {
    turn.reset();
    setAsks(false);
  };
  if (isOn === undefined) {
    return null;
  }
  return (
    <article className="panel row">
      <div className="grow">
        <h2>{t.sources.password}</h2>
        <p>{t.sources.passwordLead}</p>
      </div>
      {mayChange ? (
        <Switch
          aria-label={t.sources.password}
          checked={isOn}
          loading={turn.isPending}
          onChange={(on) => {
            if (!on) {
              setAsks(true);
              return;
            }
            turn.mutate(true, {
              onSuccess: () => {
                messages.done(t.sources.passwordOn);
              },
              onError: (error) => {
                messages.failed(sentence(error));
              },
            });
          }}
        />
      ) : (
        <span className="tag">{isOn ? t.sources.isEnabled : t.sources.isDisabled}</span>
      )}
      {asks && (
        <ConfirmDelete
          title={t.sources.passwordOffTitle}
          label={t.sources.passwordTurnOff}
          busy={turn.isPending}
          error={turn.error}
          onClose={close}
          onDelete={() => {
            turn.mutate(false, {
              onSuccess: () => {
                close();
                messages.done(t.sources.passwordOff);
              },
            });
          }}
        >
          <p>{t.sources.passwordOffWarning}</p>
        </ConfirmDelete>
      )}
    </article>
  );
}
