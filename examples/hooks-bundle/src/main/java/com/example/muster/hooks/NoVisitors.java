package com.example.muster.hooks;

import dev.muster.spi.hook.SignInPolicy;
import dev.muster.spi.Text;
import org.osgi.service.component.annotations.Component;

/** Keeps out those whom the company lists as visitors: their ids at the platform tell. */
@Component
public final class NoVisitors implements SignInPolicy {
  private static final Text SENTENCE =
      new Text("Visitors use the guest network's page. Reception helps.", "访客请使用访客网络页面，前台可提供帮助。");

  @Override
  public Verdict judge(Attempt attempt) {
    return attempt.person().userId().startsWith("visitor-")
        ? Verdict.refuse(SENTENCE)
        : Verdict.allow();
  }
}
