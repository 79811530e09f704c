package io.evenkeel.redis;

import io.evenkeel.fault.EvenkeelException;
import io.evenkeel.fault.Fault;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serializable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import redis.clients.jedis.SslOptions;
import redis.clients.jedis.SslVerifyMode;

/**
 * Whether a connection is encrypted (TLS), and whom it trusts.
 *
 * @param on whether it is; the rest has no effect where it is not
 * @param authorities path of a PEM file of certificates, seen by every process; empty for the
 *     authorities that the JVM trusts
 */
public record Encryption(boolean on, String authorities) implements Serializable {
  /** Plain text. */
  public static final Encryption OFF = new Encryption(false, "");

  /** A store of certificates must have one; what is in it is public. */
  private static final char[] WORD = "certificates".toCharArray();

  /**
   * Returns the client's options, by which the server's certificate must be trusted and name the
   * host; fails with fault USAGE, naming the file.
   */
  SslOptions options() {
    SslOptions.Builder options = SslOptions.builder().sslVerifyMode(SslVerifyMode.FULL);
    if (!authorities.isEmpty()) {
      byte[] store = store();
      options
          .trustStoreType(KeyStore.getDefaultType())
          .truststore(() -> new ByteArrayInputStream(store), WORD);
    }
    return options.build();
  }

  private byte[] store() {
    try {
      ByteArrayOutputStream bytes = new ByteArrayOutputStream();
      trusted().store(bytes, WORD);
      return bytes.toByteArray();
    } catch (IOException | GeneralSecurityException e) {
      throw EvenkeelException.of(
              Fault.USAGE,
              "The certificates in %s cannot be read: %s".formatted(authorities, e.getMessage()))
          .next("Name a PEM file that every process sees in evenkeel.cache.redis.tls.authorities.")
          .causedBy(e);
    }
  }

  private KeyStore trusted() throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream file = Files.newInputStream(Path.of(authorities))) {
      for (Certificate each : CertificateFactory.getInstance("X.509").generateCertificates(file)) {
        store.setCertificateEntry(Integer.toString(store.size()), each);
      }
    }
    if (store.size() == 0) {
      throw new CertificateException("it has none");
    }
    return store;
  }
}
