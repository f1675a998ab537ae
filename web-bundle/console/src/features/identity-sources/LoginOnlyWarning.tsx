import { useI18n } from '../../i18n/provider';
import { useActiveUsers } from './queries';

/** Whom a source lets in from then on, with numbers where they are known. */
export function LoginOnlyWarning({ tenant, linked }: { tenant: string; linked: number }) {
  const { t, language } = useI18n();
  const number = new Intl.NumberFormat(language);
  const { data: users } = useActiveUsers(tenant);
  return (
    <>
      <p>{t.sources.loginOnlyWarning}</p>
      {users !== undefined && (
        <p>
          <strong>{t.sources.loginOnlyUsers(number.format(users), number.format(linked))}</strong>
        </p>
      )}
    </>
  );
}
