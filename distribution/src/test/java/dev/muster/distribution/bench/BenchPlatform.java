package dev.muster.distribution.bench;

import java.util.Locale;

/** A platform as the benchmark binds it, and where its simulation gives codes without a page. */
enum BenchPlatform {
  WECHATWORK(
      "'corpId':'%s','agentId':'%s','secret':'%s'"
          .formatted(BenchPlatform.CORP_ID, BenchPlatform.AGENT_ID, BenchPlatform.APP_SECRET)),
  DINGTALK(
      "'corpId':'dingsandboxltd000001','clientId':'dingsandboxapp0001',"
          + "'clientSecret':'sandbox-client-secret','groupTemplateId':'sandbox-group-template',"
          + "'groupRobotId':'sandboxGroupRobot1'"),
  LARK("'cloud':'feishu','appId':'cli_sandbox00000001','appSecret':'sandbox-lark-app-secret'");

  static final String CORP_ID = "wwSandboxLtd000001";
  static final String AGENT_ID = "1000002";
  static final String APP_SECRET = "sandbox-app-secret";

  private final String fields;

  BenchPlatform(String fields) {
    this.fields = fields;
  }

  /** Its id, which names the identity source too. */
  String id() {
    return name().toLowerCase(Locale.ROOT);
  }

  /** The fields of its mobile app, as JSON in single quotes. */
  String fields() {
    return fields;
  }

  /** Where its simulation gives codes. */
  String codes() {
    return "/" + id() + "/control/codes";
  }
}
