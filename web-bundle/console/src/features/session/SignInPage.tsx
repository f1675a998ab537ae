import { useEffect, useRef, useState } from 'react';
import { ProblemError, isProblem } from '../../api/problems';
import { useSession } from '../../app/session';
import { useTexts } from '../../i18n/provider';
import { useSentence } from '../../ui/ErrorState';

/** Two fields, without the components of the workspace: this is the first thing that loads. */
export function SignInForm() {
  const t = useTexts();
  const { signIn } = useSession();
  const sentence = useSentence();
  const [error, setError] = useState('');
  const [wait, setWait] = useState(0);
  const [busy, setBusy] = useState(false);
  const username = useRef<HTMLInputElement>(null);

  useEffect(() => {
    username.current?.focus();
  }, []);
  useEffect(() => {
    if (wait <= 0) {
      return undefined;
    }
    const timer = setTimeout(() => {
      setWait(wait - 1);
    }, 1000);
    return () => {
      clearTimeout(timer);
    };
  }, [wait]);

  const submit = async (form: FormData) => {
    const name = form.get('username');
    const password = form.get('password');
    if (typeof name !== 'string' || typeof password !== 'string' || !name || !password) {
      setError(t.session.missing);
      return;
    }
    setBusy(true);
    try {
      await signIn(name, password);
    } catch (failure) {
      if (isProblem(failure, 'unauthenticated')) {
        setError(t.session.wrong);
      } else {
        setError(sentence(failure));
        if (failure instanceof ProblemError && failure.code === 'throttled') {
          setWait(failure.retryAfterSeconds ?? 0);
        }
      }
      setBusy(false);
    }
  };

  return (
    <form
      className="sign-in"
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        if (!busy && wait === 0) {
          void submit(new FormData(event.currentTarget));
        }
      }}
    >
      <div role="alert">{wait > 0 ? t.session.throttled(wait) : error}</div>
      <label>
        {t.session.username}
        <input ref={username} name="username" autoComplete="username" autoCapitalize="none" spellCheck={false} />
      </label>
      <label>
        {t.session.password}
        <input name="password" type="password" autoComplete="current-password" />
      </label>
      <button type="submit" aria-busy={busy} disabled={wait > 0}>
        {t.session.signIn}
      </button>
    </form>
  );
}

export function SignInPage() {
  const t = useTexts();
  useEffect(() => {
    document.title = `${t.session.title} · ${t.product}`;
  }, [t]);
  return (
    <div className="panel narrow">
      <h1>{t.product}</h1>
      <SignInForm />
    </div>
  );
}
