package dev.muster.distribution.bench;

import java.io.Closeable;
import java.io.IOException;

/** What one client of a load does again and again. */
enum Visit {
  /** Signs somebody in, for an access token and an ID token. */
  SIGN_IN {
    @Override
    Script script(LoadPlan plan) throws IOException {
      SignInScript signIn = new SignInScript(plan, BenchClient.PLAIN);
      return Script.of(signIn, (person, turn) -> signIn.signIn(person));
    }
  },
  /** The same with a refresh token. */
  SIGN_IN_OFFLINE {
    @Override
    Script script(LoadPlan plan) throws IOException {
      SignInScript signIn = new SignInScript(plan, BenchClient.OFFLINE);
      return Script.of(signIn, (person, turn) -> signIn.signIn(person));
    }
  },
  /** Signs somebody in, who then goes to two more applications in the same session. */
  SIGN_IN_AT_THREE {
    @Override
    Script script(LoadPlan plan) throws IOException {
      return new SessionScript(plan);
    }
  },
  /** Exchanges a refresh token for tokens, the next time that of this time. */
  REFRESH {
    @Override
    Script script(LoadPlan plan) throws IOException {
      return new TokenScript(plan, TokenScript::refresh);
    }
  },
  /** Asks what an access token is. */
  INTROSPECTION {
    @Override
    Script script(LoadPlan plan) throws IOException {
      return new TokenScript(plan, TokenScript::introspect);
    }
  },
  /** Sends an alert, each another one. */
  ALERT {
    @Override
    Script script(LoadPlan plan) throws IOException {
      AlertScript alerts = new AlertScript(plan);
      return Script.of(alerts, (person, turn) -> alerts.send(turn));
    }
  },
  /** Asks whose an access token is. */
  USER_INFO {
    @Override
    Script script(LoadPlan plan) throws IOException {
      return new TokenScript(plan, TokenScript::userInfo);
    }
  },
  /** Is sent to the platform and does not come back. */
  LEFT_AT_PLATFORM {
    @Override
    Script script(LoadPlan plan) throws IOException {
      return new LeavingScript(plan, LeavingScript::atPlatform);
    }
  },
  /** Is asked whether they have an account, and does not answer. */
  LEFT_AT_QUESTION {
    @Override
    Script script(LoadPlan plan) throws IOException {
      return new LeavingScript(plan, LeavingScript::atQuestion);
    }
  },
  /** Asks for a code to show which account is theirs, and does not enter it. */
  LEFT_AT_CODE {
    @Override
    Script script(LoadPlan plan) throws IOException {
      return new LeavingScript(plan, LeavingScript::atCode);
    }
  },
  /** Is asked for consent, and does not answer. */
  LEFT_AT_CONSENT {
    @Override
    Script script(LoadPlan plan) throws IOException {
      return new LeavingScript(plan, LeavingScript::atConsent);
    }
  },
  /** An app is told that its person has to decide, and does not ask them. */
  LEFT_IN_APP {
    @Override
    Script script(LoadPlan plan) throws IOException {
      return new LeavingScript(plan, LeavingScript::inApp);
    }
  };

  /** On connections of its own, for one thread. */
  abstract Script script(LoadPlan plan) throws IOException;

  /** One visit after another. */
  interface Script extends Closeable {
    /**
     * Makes a visit.
     *
     * @param person whose, by their id at the platform
     * @param turn its number in the load
     * @return nanoseconds that the server's answers took
     * @throws IOException if it does not end as it should
     */
    long visit(String person, int turn) throws IOException;

    /** A visit on connections that somebody else closes with it. */
    static Script of(Closeable connections, OneVisit visit) {
      return new Script() {
        @Override
        public long visit(String person, int turn) throws IOException {
          return visit.make(person, turn);
        }

        @Override
        public void close() throws IOException {
          connections.close();
        }
      };
    }
  }

  /** A visit as a function. */
  @FunctionalInterface
  interface OneVisit {
    /** As {@link Script#visit}. */
    long make(String person, int turn) throws IOException;
  }
}
