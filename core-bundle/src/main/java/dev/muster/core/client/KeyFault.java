package dev.muster.core.client;

import dev.muster.spi.Text;

/** Why a client's keys, or one of them, cannot verify what it signs. */
@SuppressWarnings("ImmutableEnumChecker") // a text is a record of two strings
enum KeyFault {
  NO_SET(
      "format",
      new Text(
          "Give a JSON Web Key Set with 1 to 50 public keys.",
          "请填写包含 1 至 50 个公钥的 JSON Web Key Set。")),
  NOT_PUBLIC(
      "format",
      new Text(
          "Private and symmetric keys must not be in the set: what is in it is no secret.",
          "其中不能包含私钥或对称密钥：密钥集的内容是公开的。")),
  MALFORMED(
      "format",
      new Text(
          "Every key must have the members that RFC 7518 asks for, and a point that is on its curve.",
          "每个密钥须包含 RFC 7518 要求的成员，其坐标点须在曲线上。")),
  RSA_MODULUS(
      "weak-key",
      new Text(
          "The modulus of an RSA key must be an odd number of 2048 to 8192 bits.",
          "RSA 密钥的模数须为 2048 至 8192 位的奇数。")),
  RSA_EXPONENT(
      "weak-key",
      new Text(
          "The exponent of an RSA key must be odd, at least 3 and at most 64 bits long.",
          "RSA 密钥的指数须为不小于 3、不超过 64 位的奇数。")),
  KID_LENGTH("length", new Text("A kid must have at most 200 characters.", "kid 最多 200 个字符。")),
  KID_TWICE("duplicate", new Text("Two keys must not have the same kid.", "不同的密钥不能使用相同的 kid。")),
  OF_NO_USE(
      "format",
      new Text(
          "Give a key to verify ES256 (on P-256), RS256 or PS256 with.",
          "请填写可验证 ES256（P-256 曲线）、RS256 或 PS256 签名的公钥。"));

  private final String code;
  private final Text text;

  KeyFault(String code, Text text) {
    this.code = code;
    this.text = text;
  }

  /** The code of the problem, where somebody has entered the keys. */
  String code() {
    return code;
  }

  /** What would be right. */
  Text text() {
    return text;
  }
}
