package io.pressroom.builder.content;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.StreamConstraintsException;
import io.pressroom.builder.content.Node.Field;
import io.pressroom.builder.content.Node.Mapping;
import io.pressroom.builder.content.Node.Scalar;
import io.pressroom.builder.content.Node.Sequence;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.SequencedMap;

/** JSON (RFC 8259). */
final class JsonNotation {
  private static final JsonFactory FACTORY =
      JsonFactory.builder()
          .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
          .streamReadConstraints(
              StreamReadConstraints.builder().maxNestingDepth(Node.MAX_DEPTH).build())
          .build();

  /**
   * A value that other text follows.
   *
   * @param end the index of the first character after it
   */
  record Leading(Node value, int end) {}

  private final JsonParser parser;
  private final int firstLine;

  private JsonNotation(JsonParser parser, int firstLine) {
    this.parser = parser;
    this.firstLine = firstLine;
  }

  static Node parse(String text, int firstLine) throws BadContentException {
    return parse(text, firstLine, true).value;
  }

  /** Parses the value that the text begins with, whatever follows it. */
  static Leading parseLeading(String text) throws BadContentException {
    return parse(text, 1, false);
  }

  private static Leading parse(String text, int firstLine, boolean alone)
      throws BadContentException {
    try (JsonParser parser = FACTORY.createParser(text)) {
      JsonNotation json = new JsonNotation(parser, firstLine);
      try {
        if (parser.nextToken() == null) {
          return new Leading(Mapping.EMPTY, text.length());
        }
        Node value = json.node();
        int end = Math.toIntExact(parser.currentLocation().getCharOffset());
        if (alone && parser.nextToken() != null) {
          throw new BadContentException(
              Notation.JSON.brokenTitle(),
              json.spot(parser.currentTokenLocation()),
              "There is more after the end of the value");
        }
        return new Leading(value, end);
      } catch (StreamConstraintsException e) {
        throw new BadContentException(
            Notation.JSON.brokenTitle(),
            json.spot(parser.currentLocation()),
            e.getOriginalMessage());
      } catch (JsonProcessingException e) {
        throw new BadContentException(
            Notation.JSON.brokenTitle(), json.spot(e.getLocation()), e.getOriginalMessage());
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e); // a String does not fail to be read
    }
  }

  private Node node() throws IOException {
    Spot spot = spot(parser.currentTokenLocation());
    return switch (parser.currentToken()) {
      case START_OBJECT -> {
        SequencedMap<String, Field> fields = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
          String key = parser.currentName();
          Spot keySpot = spot(parser.currentTokenLocation());
          parser.nextToken();
          fields.put(key, new Field(keySpot, node()));
        }
        yield new Mapping(fields, spot);
      }
      case START_ARRAY -> {
        List<Node> items = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
          items.add(node());
        }
        yield new Sequence(items, spot);
      }
      case VALUE_NULL -> new Scalar(null, "", spot);
      case VALUE_TRUE -> new Scalar(true, "true", spot);
      case VALUE_FALSE -> new Scalar(false, "false", spot);
      case VALUE_NUMBER_INT ->
          new Scalar(Numbers.narrow(parser.getBigIntegerValue()), parser.getText(), spot);
      case VALUE_NUMBER_FLOAT -> new Scalar(parser.getDoubleValue(), parser.getText(), spot);
      default -> new Scalar(parser.getText(), parser.getText(), spot);
    };
  }

  private Spot spot(JsonLocation location) {
    return location == null
        ? Spot.UNKNOWN
        : new Spot(location.getLineNr() + firstLine - 1, location.getColumnNr());
  }
}
