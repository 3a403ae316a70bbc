# Both services from one file: `docker build --target builder-service .`, `docker build --target server-service .`

FROM eclipse-temurin:25-jdk AS dependencies
WORKDIR /src

# First everything that seldom changes. The modules, still without a source, are packaged once, which fetches
# Maven, its plugins and every dependency into this layer: a change of a source fetches nothing.
COPY .mvn/ .mvn/
COPY mvnw pom.xml ./
COPY site-contract/pom.xml site-contract/
COPY builder-service/pom.xml builder-service/
COPY server-service/pom.xml server-service/
COPY end-to-end/pom.xml end-to-end/
RUN ./mvnw -B -q package -pl builder-service,server-service -am -Dmaven.test.skip

FROM dependencies AS build
COPY site-contract/ site-contract/
COPY builder-service/ builder-service/
COPY server-service/ server-service/
RUN ./mvnw -B -q package -pl builder-service,server-service -am -Dmaven.test.skip

# The native libraries of the server's jars, for this kind of machine.
RUN machine=$(uname -m) && mkdir /src/native /tmp/unpacked && cd /tmp/unpacked && \
    for jar in /src/server-service/target/quarkus-app/lib/main/*; do \
      case $jar in *native-epoll*|*brotli4j.native-linux*|*zstd-jni*) jar xf "$jar" ;; esac; \
    done && \
    find . \( -path "*/linux-$machine/*.so" -o -path "*/linux/$(echo "$machine" | sed s/x86_64/amd64/)/*.so" \
      -o -name "*epoll_$machine.so" \) -exec mv {} /src/native ';' && ls /src/native

# What both services share: an unprivileged user, who owns the folders that volumes are mounted on. A new volume
# takes their ownership, so the builder may write to it. And tini as process 1: a signal in the JVM's first moment,
# before it listens for any, would be lost on a JVM that is process 1 itself, and its stop would wait out its grace.
# There was nothing to finish then, so its exit code, 143, is made 0.
FROM eclipse-temurin:25-jre AS service
RUN apt-get update -qq && apt-get install -y -qq --no-install-recommends tini >/dev/null && \
    rm -rf /var/lib/apt/lists/* /var/cache/apt/*
RUN mkdir -p /pressroom/store /pressroom/state /site && chown -R 10001:10001 /pressroom
COPY deploy/images/java-flags /app/
ENV QUARKUS_MANAGEMENT_HOST=0.0.0.0 \
    PRESSROOM_STORE=/pressroom/store

# Both services run here once, so that each JVM learns what a start needs.
FROM service AS trained
COPY --from=build /src/native/ /app/native/
COPY --from=build /src/builder-service/target/quarkus-app/ /app/builder-service/
COPY --from=build /src/server-service/target/quarkus-app/ /app/server-service/
COPY server-service/java-flags /app/server-service/
COPY example-site/ /site/
COPY deploy/images/train /usr/local/bin/
RUN train

FROM service AS builder-service
WORKDIR /app/builder-service
USER 10001:10001
ENV PRESSROOM_SITE=/site \
    PRESSROOM_STATE=/pressroom/state \
    PRESSROOM_BROKER_EMBEDDED=false
# One layer for the application and what its JVM noted: it is taken only while the files have the times that they had
# then, and a layer that is kept from an earlier build would have older ones.
COPY --from=trained /app/builder-service/ ./
COPY deploy/images/pressroom /usr/local/bin/
EXPOSE 9001
HEALTHCHECK --interval=2s --timeout=3s --start-period=5m --retries=5 \
    CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:9001/q/health/live"]
ENTRYPOINT ["tini", "-e", "143", "--", "java", "@/app/java-flags", "-XX:AOTCache=app.aot", "-jar", "quarkus-run.jar"]

FROM service AS server-service
WORKDIR /app/server-service
USER 10001:10001
# The C library keeps memory for two threads, in place of eight for each processor: 5 MB less.
ENV QUARKUS_HTTP_HOST=0.0.0.0 \
    MALLOC_ARENA_MAX=2
COPY --from=build /src/native/ /app/native/
COPY --from=trained /app/server-service/ ./
EXPOSE 8080 9000
HEALTHCHECK --interval=2s --timeout=3s --start-period=5m --retries=5 \
    CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:9000/q/health/ready"]
ENTRYPOINT ["tini", "-e", "143", "--", "java", "@/app/java-flags", "@java-flags", "-XX:AOTCache=app.aot", "-jar", "quarkus-run.jar"]
