package io.pressroom.builder.content;

import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SequencedMap;

/** What YAML, TOML and JSON have in common, with the place of each value in its file. */
sealed interface Node {
  /** Deeper nesting is refused: it has no use, and takes down parsers and readers. */
  int MAX_DEPTH = 64;

  /** More values than this are refused, aliases counted as often as they are used. */
  int MAX_NODES = 1_000_000;

  Spot spot();

  /** What it is called in messages to the author. */
  String kind();

  /**
   * A single value.
   *
   * @param value a String, Long, BigInteger, Double or Boolean; null where the author left it empty
   * @param text as the author wrote it; empty where there is nothing
   */
  record Scalar(Object value, String text, Spot spot) implements Node {
    @Override
    public String kind() {
      return switch (value) {
        case null -> "nothing";
        case String _ -> "text";
        case Boolean _ -> "true or false";
        default -> "a number";
      };
    }
  }

  record Sequence(List<Node> items, Spot spot) implements Node {
    @Override
    public String kind() {
      return "a list";
    }
  }

  /**
   * Values by key.
   *
   * @param fields in the order written
   */
  record Mapping(SequencedMap<String, Field> fields, Spot spot) implements Node {
    static final Mapping EMPTY = new Mapping(new LinkedHashMap<>(), Spot.UNKNOWN);

    @Override
    public String kind() {
      return "keys and values";
    }
  }

  /**
   * One value of a mapping.
   *
   * @param key where the key is
   */
  record Field(Spot key, Node value) {}

  /** Maps, lists and scalars without places. Null where there is nothing; no nulls within. */
  default Object plain() {
    return switch (this) {
      case Scalar scalar -> scalar.value();
      case Sequence sequence -> {
        List<Object> list = new ArrayList<>(sequence.items().size());
        for (Node item : sequence.items()) {
          Object value = item.plain();
          if (value != null) {
            list.add(value);
          }
        }
        yield Collections.unmodifiableList(list);
      }
      case Mapping mapping -> {
        Map<String, Object> map = LinkedHashMap.newLinkedHashMap(mapping.fields().size());
        mapping
            .fields()
            .forEach(
                (key, field) -> {
                  Object value = field.value().plain();
                  if (value != null) {
                    map.put(key, value);
                  }
                });
        yield Frozen.map(map);
      }
    };
  }
}
