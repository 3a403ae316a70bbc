# Both services from one file: `docker build --target builder-service .`, `docker build --target server-service .`

FROM eclipse-temurin:25-jdk AS build
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

COPY site-contract/ site-contract/
COPY builder-service/ builder-service/
COPY server-service/ server-service/
RUN ./mvnw -B -q package -pl builder-service,server-service -am -Dmaven.test.skip

# What both services share: an unprivileged user, who owns the folders that volumes are mounted on. A new volume
# takes their ownership, so the builder may write to it.
FROM eclipse-temurin:25-jre AS service
RUN mkdir -p /pressroom/store /pressroom/state /site && chown -R 10001:10001 /pressroom
USER 10001:10001
WORKDIR /app
ENV QUARKUS_MANAGEMENT_HOST=0.0.0.0 \
    PRESSROOM_STORE=/pressroom/store

FROM service AS builder-service
ENV PRESSROOM_SITE=/site \
    PRESSROOM_STATE=/pressroom/state \
    PRESSROOM_BROKER_EMBEDDED=false
# Libraries change seldom, the application often: a layer each.
COPY --from=build /src/builder-service/target/quarkus-app/lib/ lib/
COPY --from=build /src/builder-service/target/quarkus-app/quarkus/ quarkus/
COPY --from=build /src/builder-service/target/quarkus-app/app/ app/
COPY --from=build /src/builder-service/target/quarkus-app/quarkus-run.jar ./
EXPOSE 9001
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 \
    CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:9001/q/health/live"]
ENTRYPOINT ["java", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "quarkus-run.jar"]

FROM service AS server-service
ENV QUARKUS_HTTP_HOST=0.0.0.0
COPY --from=build /src/server-service/target/quarkus-app/lib/ lib/
COPY --from=build /src/server-service/target/quarkus-app/quarkus/ quarkus/
COPY --from=build /src/server-service/target/quarkus-app/app/ app/
COPY --from=build /src/server-service/target/quarkus-app/quarkus-run.jar ./
EXPOSE 8080 9000
HEALTHCHECK --interval=5s --timeout=3s --start-period=60s --retries=3 \
    CMD ["curl", "-fsS", "-o", "/dev/null", "http://127.0.0.1:9000/q/health/ready"]
ENTRYPOINT ["java", "-XX:+UseSerialGC", "--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow", "-jar", "quarkus-run.jar"]
