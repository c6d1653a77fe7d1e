package fitmend.config;

/** What was asked for makes no sense; the message says what and where. */
public final class ConfigurationException extends Exception {
  private static final long serialVersionUID = 1L;

  public ConfigurationException(String message) {
    super(message);
  }
}
