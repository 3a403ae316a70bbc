package io.pressroom.builder.content;

import io.pressroom.builder.content.Node.Field;
import io.pressroom.builder.content.Node.Mapping;
import io.pressroom.builder.content.Node.Scalar;
import io.pressroom.builder.content.Node.Sequence;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;
import org.tomlj.Toml;
import org.tomlj.TomlArray;
import org.tomlj.TomlParseError;
import org.tomlj.TomlParseResult;
import org.tomlj.TomlPosition;
import org.tomlj.TomlTable;

/** TOML 1.0. Dates and times become text. */
final class TomlNotation {
  private final int firstLine;

  private TomlNotation(int firstLine) {
    this.firstLine = firstLine;
  }

  static Node parse(String text, int firstLine) throws BadContentException {
    TomlNotation toml = new TomlNotation(firstLine);
    TomlParseResult result;
    try {
      result = Toml.parse(text);
    } catch (StackOverflowError _) {
      // The parser descends by recursion and has no limit of its own.
      throw toml.tooDeep(Spot.UNKNOWN);
    } catch (RuntimeException | AssertionError e) {
      // A fault of the parser: escapes bring it down, and dates that are none, such as
      // 2025-05-06T07:08:05-06T.
      throw new BadContentException(
          Notation.TOML.brokenTitle(),
          Spot.UNKNOWN,
          "A value is not as TOML would have it, and where cannot be told (%s)".formatted(e),
          "look at dates, times and backslashes first");
    }
    if (result.hasErrors()) {
      TomlParseError error = result.errors().getFirst();
      throw new BadContentException(
          Notation.TOML.brokenTitle(), toml.spot(error.position()), error.getMessage());
    }
    return toml.table(result, new Spot(firstLine, 1), 1);
  }

  private Node node(Object value, Spot spot, int depth) throws BadContentException {
    if (depth > Node.MAX_DEPTH) {
      throw tooDeep(spot);
    }
    return switch (value) {
      case TomlTable table -> table(table, spot, depth);
      case TomlArray array -> {
        List<Node> items = new ArrayList<>(array.size());
        for (int i = 0; i < array.size(); i++) {
          items.add(node(array.get(i), spot(array.inputPositionOf(i)), depth + 1));
        }
        yield new Sequence(items, spot);
      }
      case String text -> new Scalar(text, text, spot);
      case Long number -> new Scalar(number, number.toString(), spot);
      case Double number -> new Scalar(number, number.toString(), spot);
      case Boolean truth -> new Scalar(truth, truth.toString(), spot);
      default -> new Scalar(value.toString(), value.toString(), spot); // dates and times
    };
  }

  private Mapping table(TomlTable table, Spot spot, int depth) throws BadContentException {
    record Entry(String key, Spot spot) {}
    List<Entry> entries = new ArrayList<>();
    for (String key : table.keySet()) {
      TomlPosition position = table.inputPositionOf(List.of(key));
      entries.add(new Entry(key, position == null ? spot : spot(position)));
    }
    // The parser keeps them in no order.
    entries.sort(
        Comparator.<Entry>comparingInt(e -> e.spot.line())
            .thenComparingInt(e -> e.spot.column())
            .thenComparing(Entry::key));
    SequencedMap<String, Field> fields = new LinkedHashMap<>();
    for (Entry entry : entries) {
      Node value = node(table.get(List.of(entry.key)), entry.spot, depth + 1);
      fields.put(entry.key, new Field(entry.spot, value));
    }
    return new Mapping(fields, spot);
  }

  private Spot spot(TomlPosition position) {
    return new Spot(position.line() + firstLine - 1, position.column());
  }

  private BadContentException tooDeep(Spot spot) {
    return new BadContentException(
        Notation.TOML.brokenTitle(),
        spot,
        "Values are nested deeper than " + Node.MAX_DEPTH + " levels");
  }
}
