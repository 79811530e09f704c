package io.evenkeel.disk;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A JSON object as it was read: integers are {@link Long}, other numbers {@link Double}.
 *
 * @param fields by name
 */
public record Document(Map<String, Object> fields) {
  /** Returns the text of a field. */
  public String text(String name) {
    return required(name, String.class);
  }

  /** Returns the text of a field, or empty where there is no such field. */
  public Optional<String> optionalText(String name) {
    return Optional.ofNullable(fields.get(name)).map(String.class::cast);
  }

  /** Returns the whole number of a field. */
  public long number(String name) {
    return required(name, Number.class).longValue();
  }

  /** Returns the object in a field. */
  @SuppressWarnings("unchecked")
  public Document object(String name) {
    return new Document(required(name, Map.class));
  }

  /** Returns the whole numbers in a field's list. */
  public List<Long> numbers(String name) {
    return ((List<?>) required(name, List.class)).stream().map(Long.class::cast).toList();
  }

  /** Returns the objects in a field's list. */
  @SuppressWarnings("unchecked")
  public List<Document> objects(String name) {
    List<Map<String, Object>> objects = required(name, List.class);
    return objects.stream().map(Document::new).toList();
  }

  private <T> T required(String name, Class<T> type) {
    Object value = fields.get(name);
    if (!type.isInstance(value)) {
      throw new IllegalArgumentException(
          "The field '%s' is %s, not a %s; fields are %s"
              .formatted(name, value, type.getSimpleName(), fields.keySet()));
    }
    return type.cast(value);
  }
}
