import { Button } from 'antd';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { useTexts } from '../../i18n/provider';
import { useActorName } from '../../ui/actors';
import { AuditLink } from '../../ui/AuditLink';
import { AuthorityTags } from '../../ui/AuthorityFields';
import { ConfirmDelete } from '../../ui/ConfirmDelete';
import { Listed } from '../../ui/Listed';
import { useMessages } from '../../ui/messages';
import { PageTitle } from '../../ui/PageTitle';
import { ShownOnce } from '../../ui/ShownOnce';
import { When } from '../../ui/When';
import { CreateDialog } from './CreateDialog';
import { useTokenActions, useTokens, type ApiToken } from './queries';

/** What programs call the API with; in its address, whether another one is being made. */
export function TokensPage() {
  const t = useTexts();
  const messages = useMessages();
  const [params, setParams] = useSearchParams();
  const tokens = useTokens();
  const { revoke } = useTokenActions();
  const [made, setMade] = useState<ApiToken>();
  const [revoked, setRevoked] = useState<ApiToken>();
  const close = () => {
    revoke.reset();
    setRevoked(undefined);
  };
  const create = (
    <Button
      type="primary"
      onClick={() => {
        setParams({ create: '' });
      }}
    >
      {t.tokens.create}
    </Button>
  );
  return (
    <>
      <PageTitle title={t.tokens.title}>{create}</PageTitle>
      <p>{t.tokens.lead}</p>
      <Listed list={tokens} id={(each) => each.id} empty={<p className="panel">{t.tokens.none}</p>}>
        {(token) => <TokenRow token={token} onRevoke={setRevoked} />}
      </Listed>
      {params.has('create') && (
        <CreateDialog
          onClose={() => {
            setParams({}, { replace: true });
          }}
          onMade={setMade}
        />
      )}
      {made && (
        <ShownOnce
          title={t.tokens.madeTitle(made.displayName)}
          values={[{ label: t.tokens.token, value: made.token ?? '' }]}
          fileName={`${made.id}.token`}
          onStored={() => {
            setMade(undefined);
          }}
        />
      )}
      {revoked && (
        <ConfirmDelete
          title={t.tokens.revokeTitle(revoked.displayName)}
          label={t.tokens.revokeNamed(revoked.displayName)}
          busy={revoke.isPending}
          error={revoke.error}
          onClose={close}
          onDelete={() => {
            revoke.mutate(revoked.id, {
              onSuccess: () => {
                close();
                messages.done(t.tokens.revoked);
              },
            });
          }}
        >
          <p>{t.tokens.revokeWarning}</p>
        </ConfirmDelete>
      )}
    </>
  );
}

function TokenRow({ token, onRevoke }: { token: ApiToken; onRevoke: (token: ApiToken) => void }) {
  const t = useTexts();
  const actorName = useActorName();
  const expired = token.expiresAt !== undefined && new Date(token.expiresAt) <= new Date();
  return (
    <article className="panel row">
      <div className="grow">
        <h2>{token.displayName}</h2>
        <dl>
          <div>
            <dt>{t.tokens.createdAt}</dt>
            <dd>
              <When at={token.createdAt} /> · {actorName(token.createdBy, token.createdByName)}
            </dd>
          </div>
          <div>
            <dt>{t.tokens.lastUsed}</dt>
            <dd>{token.lastUsedAt === undefined ? t.tokens.never : <When at={token.lastUsedAt} />}</dd>
          </div>
          <div>
            <dt>{expired ? t.tokens.expired : t.tokens.expires}</dt>
            <dd className={expired ? 'fault' : ''}>
              {token.expiresAt === undefined ? t.tokens.endless : <When at={token.expiresAt} />}
            </dd>
          </div>
        </dl>
        <AuthorityTags role={token.role} tenants={token.tenants} />
        <p className="small">
          <AuditLink owner={undefined} filter={{ subject: `api-token:${token.id}` }} name={token.displayName} />
        </p>
      </div>
      <Button
        danger
        onClick={() => {
          onRevoke(token);
        }}
      >
        {t.tokens.revoke}
        <span className="visually-hidden"> {token.displayName}</span>
      </Button>
    </article>
  );
}
