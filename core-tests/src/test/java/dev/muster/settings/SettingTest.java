package dev.muster.settings;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What launcher and core take and refuse. */
class SettingTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http.port | 0",
        "http.port | 65535",
        "trusted.proxies | 10.0.0.0/8",
        "trusted.proxies | 10.0.0.0/8, ::1/128",
        "trusted.proxies | fd00::/8",
        "trusted.proxies | 192.0.2.1/32",
        "trusted.proxies | ::ffff:192.0.2.1/32",
        "signin.policies.required | com.example.night-shift",
        "signin.policies.required | com.example.a, com.example.b",
        "audit.retention | 400d",
        "audit.retention | 36h",
        "password.min.length | 8",
        "password.min.length | 64",
        "admin.token | 01234567890123456789012345678901",
        "plugins.upload | true",
        "outgoing.address | 192.0.2.1",
        "outgoing.address | 192.0.2.1,2001:db8::1",
        "outgoing.private.addresses | false",
        "secrets.keeper | file-2",
        "database.url | jdbc:postgresql://db.corp.example:5432/muster",
        "public.url | https://id.corp.example",
        "public.url | https://id.corp.example:8443/",
        "platform.wechatwork.api.url | anything",
        "smtp.url | smtp://mail.corp.example",
        "smtp.url | smtp://mail.corp.example:2525/",
        "smtp.url | smtp://li:secret@mail.corp.example:587?starttls=required",
        "smtp.url | smtp://127.0.0.1:25?starttls=off",
        "smtp.url | smtps://li%40corp.example:p%2Fw@[2001:db8::1]:465",
        "smtp.from | muster@corp.example",
        "smtp.from | no-reply+sso@localhost",
      })
  void takes(String key, String value) {
    assertThat(Setting.problem(key, value)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "http.port | 65536",
        "http.port | -1",
        "http.threads | 7",
        "http.threads | 99999999999",
        "trusted.proxies | '10.0.0.0/8,'",
        "trusted.proxies | 10.0.0.0/33",
        "trusted.proxies | 10.0.0.0",
        "trusted.proxies | ::1/129",
        "trusted.proxies | abcd/8",
        "trusted.proxies | host/8",
        "trusted.proxies | 999.0.0.0/8",
        "trusted.proxies | 10.0.0/8",
        "trusted.proxies | 010.0.0.0/8",
        "trusted.proxies | 1:2/8",
        "trusted.proxies | fe80::1%eth0/64",
        "trusted.proxies | ::ffff:192.0.2.1/128",
        "trusted.proxies | 10.0.0.0/-1",
        "signin.policies.required | a,,b",
        "signin.policies.required | ,",
        "signin.policies.required | com.example night",
        "audit.retention | 0d",
        "password.min.length | 7",
        "password.min.length | 65",
        "audit.retention | 400",
        "audit.retention | 1w",
        "plugins.upload | yes",
        "outgoing.address | 192.0.2.300",
        "outgoing.address | chat.example.com",
        "outgoing.address | 192.0.2.0/24",
        "outgoing.private.addresses | no",
        "log.level | info",
        "secrets.keeper | File",
        "public.url | https://id.corp.example/sso",
        "public.url | https://id.corp.example?a=b",
        "public.url | https://me@id.corp.example",
        "public.url | https://0.0.0.0",
        "public.url | ftp://id.corp.example",
        "public.url | id.corp.example",
        "smtp.from | corp.example",
        "smtp.from | a@b@corp.example",
        "smtp.from | Muster <muster@corp.example>",
        "smtp.from | a@corp.example,b@corp.example",
      })
  void refusesAndRepeatsWhatWasGiven(String key, String value) {
    assertThat(Setting.problem(key, value))
        .hasValueSatisfying(wrong -> assertThat(wrong.found()).matches("(is|has) '.*'"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "admin.token | 0123456789012345678901234567890",
        "database.url | jdbc:mysql://root:hunter2@db/muster",
        "smtp.url | mail://li:hunter2@mail.corp.example",
        "smtp.url | smtp://li:hunter2@mail.corp.example?starttls=off",
        "smtp.url | smtp://li:hunter2@mail.corp.example?starttls=optional",
        "smtp.url | smtps://li:hunter2@mail.corp.example?starttls=off",
        "smtp.url | smtp://li@corp.example:hunter2@mail.corp.example",
        "smtp.url | smtp://li@mail.corp.example",
        "smtp.url | smtp://:hunter2@mail.corp.example",
        "smtp.url | smtp://li:hunter2%@mail.corp.example",
        "smtp.url | smtp://li:hunter2@mail.corp.example:99999",
        "smtp.url | smtp://mail.corp.example/path",
        "smtp.url | mail.corp.example",
        "smtp.url | smtp:mail.corp.example",
      })
  void refusesAndDoesNotRepeatWhatMayBeASecret(String key, String value) {
    assertThat(Setting.problem(key, value))
        .hasValueSatisfying(
            wrong -> assertThat(wrong.found() + wrong.remedy()).doesNotContain(value, "hunter2"));
  }
}
