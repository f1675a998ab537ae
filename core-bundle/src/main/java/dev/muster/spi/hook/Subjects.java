package dev.muster.spi.hook;

/** How the audit log names what something happened to: a kind and an id. */
final class Subjects {
  private Subjects() {}

  static String user(String id) {
    return "user:" + id;
  }

  static String client(String id) {
    return "client:" + id;
  }

  static String identitySource(String id) {
    return "identity-source:" + id;
  }

  static String mobileApp(String id) {
    return "mobile-app:" + id;
  }

  static String tenant(String id) {
    return "tenant:" + id;
  }

  static String task(String id) {
    return "task:" + id;
  }

  static String warRoom(String id) {
    return "war-room:" + id;
  }

  static String plugin(String id) {
    return "plugin:" + id;
  }

  static String alertIntake(String id) {
    return "alert-intake:" + id;
  }

  static String warRoomRule(String id) {
    return "war-room-rule:" + id;
  }

  static String alert(String id) {
    return "alert:" + id;
  }

  static String administrator(String id) {
    return "admin:" + id;
  }

  static String apiToken(String id) {
    return "api-token:" + id;
  }

  static String rota(String id) {
    return "rota:" + id;
  }

  static String warRoomTemplate(String id) {
    return "war-room-template:" + id;
  }
}
