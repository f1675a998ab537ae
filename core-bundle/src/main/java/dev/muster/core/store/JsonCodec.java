package dev.muster.core.store;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.AbstractTypeResolver;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import java.io.IOException;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;

/**
 * The one way in which documents become bytes. Times are milliseconds since 1970. A property that
 * this version does not know is read over, so that two versions can share a store during an update.
 */
public final class JsonCodec {
  /** One for all: to look at a type takes it a millisecond, and it remembers what it found. */
  private static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModule(new JavaTimeModule())
          .addModule(new Jdk8Module())
          .addModule(new SealedValues())
          .enable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DATE_TIMESTAMPS_AS_NANOSECONDS)
          .disable(DeserializationFeature.READ_DATE_TIMESTAMPS_AS_NANOSECONDS)
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.NON_ABSENT))
          .build();

  /** Reads an interface that is sealed to one record, as the SPI's values are, as that record. */
  private static final class SealedValues extends SimpleModule {
    private static final long serialVersionUID = 1L;

    @Override
    public void setupModule(SetupContext context) {
      context.addAbstractTypeResolver(
          new AbstractTypeResolver() {
            @Override
            public @Nullable JavaType findTypeMapping(DeserializationConfig config, JavaType type) {
              Class<?>[] permitted = type.getRawClass().getPermittedSubclasses();
              return permitted != null && permitted.length == 1 && permitted[0].isRecord()
                  ? config.constructSpecializedType(type, permitted[0])
                  : null;
            }
          });
    }
  }

  /** A value as a part of a document that does not know its type. */
  public JsonNode tree(Object value) {
    return MAPPER.valueToTree(value);
  }

  /**
   * The value that {@link #tree} made a part of.
   *
   * @throws UncheckedIOException if it is not of this type
   */
  public <T> T value(JsonNode tree, Class<T> type) {
    try {
      return MAPPER.treeToValue(tree, type);
    } catch (JsonProcessingException e) {
      throw new UncheckedIOException(unlocated(type, e));
    }
  }

  /** How values of one type are read and written. */
  public <T> Type<T> type(Class<T> type) {
    return new Type<>(type);
  }

  /**
   * How values of one type are read and written: made once, because looking that up costs, and when
   * it is first needed, because a start has no use for most of them.
   */
  public static final class Type<T> {
    private final Class<T> type;
    private volatile @Nullable ObjectReader reader;
    private volatile @Nullable ObjectWriter writer;

    private Type(Class<T> type) {
      this.type = type;
    }

    /** A value as JSON. */
    public byte[] write(T value) {
      try {
        return writer().writeValueAsBytes(value);
      } catch (JsonProcessingException e) {
        throw new UncheckedIOException(unlocated(e));
      }
    }

    /**
     * The value that {@link #write} made.
     *
     * @throws UncheckedIOException if it is not of this type
     */
    public T read(byte[] body) {
      try {
        return type.cast(reader().readValue(body));
      } catch (IOException e) {
        throw new UncheckedIOException(unlocated(e));
      }
    }

    private ObjectReader reader() {
      ObjectReader made = reader;
      if (made == null) {
        made = MAPPER.readerFor(type);
        reader = made;
      }
      return made;
    }

    private ObjectWriter writer() {
      ObjectWriter made = writer;
      if (made == null) {
        made = MAPPER.writerFor(type);
        writer = made;
      }
      return made;
    }

    private IOException unlocated(IOException e) {
      return JsonCodec.unlocated(type, e);
    }
  }

  /** Jackson quotes what it read; a document may hold what no log may. */
  private static IOException unlocated(Class<?> type, IOException e) {
    return new IOException(
        "A stored " + type.getSimpleName() + " is not readable: " + e.getClass().getSimpleName());
  }
}
