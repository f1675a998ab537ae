package com.example.muster.hooks;

import dev.muster.spi.hook.HookSettings;
import dev.muster.spi.hook.SecretKeeper;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.Key;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.GCMParameterSpec;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/**
 * Wraps with an AES key of a key store, which lies in a file here and in a hardware module where
 * its type is PKCS11. Opened at each call: one that is locked is tried again.
 */
@Component
public final class KeyStoreKeeper implements SecretKeeper {
  private static final int NONCE = 12;

  private final HookSettings settings;
  private final SecureRandom random = new SecureRandom();

  @Activate
  public KeyStoreKeeper(@Reference HookSettings settings) {
    this.settings = settings;
  }

  @Override
  public String name() {
    return "key-store";
  }

  @Override
  public byte[] wrap(String keyId, byte[] key) {
    byte[] nonce = new byte[NONCE];
    random.nextBytes(nonce);
    byte[] sealed = cipher(Cipher.ENCRYPT_MODE, keyId, nonce, key);
    byte[] whole = Arrays.copyOf(nonce, NONCE + sealed.length);
    System.arraycopy(sealed, 0, whole, NONCE, sealed.length);
    return whole;
  }

  @Override
  public byte[] unwrap(String keyId, byte[] wrapped) {
    byte[] nonce = Arrays.copyOf(wrapped, NONCE);
    return cipher(
        Cipher.DECRYPT_MODE, keyId, nonce, Arrays.copyOfRange(wrapped, NONCE, wrapped.length));
  }

  private byte[] cipher(int mode, String keyId, byte[] nonce, byte[] input) {
    try {
      Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
      cipher.init(mode, key(), new GCMParameterSpec(128, nonce));
      cipher.updateAAD(keyId.getBytes()); // wrapped as one key, it is not unwrapped as another
      return cipher.doFinal(input);
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the key store does not do its work", e);
    }
  }

  private Key key() throws GeneralSecurityException, IOException {
    String password = Files.readString(Path.of(setting("password.file"))).strip();
    File store = new File(setting("file"));
    return KeyStore.getInstance(store, password.toCharArray())
        .getKey("muster", password.toCharArray());
  }

  private String setting(String name) {
    return settings
        .setting("keystore." + name)
        .orElseThrow(() -> new IllegalStateException("keystore." + name + " is not set"));
  }
}
