package dev.hera.examples.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.hera.examples.host.RawHttp.Answer;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The way to the dashboard, and its files (W10). */
@Timeout(120)
class DashboardTest extends ServedDashboard {
  private static final Pattern COOKIE = Pattern.compile("(?im)^Set-Cookie: ([^;\r\n]+)(.*)$");
  private static final long MOST_BYTES = 300 * 1024;

  private static String openPath() {
    URI link = URI.create(host.dashboardLink());
    return link.getPath() + "?" + link.getQuery();
  }

  private static Matcher cookieOf(Answer answer) {
    Matcher cookie = COOKIE.matcher(answer.headers());
    assertThat(cookie.find()).as(answer.headers()).isTrue();
    return cookie;
  }

  private static String cookie() throws Exception {
    return "Cookie: " + cookieOf(get(openPath())).group(1);
  }

  @Test
  void a_link_is_good_once_and_gives_a_cookie_that_scripts_and_other_sites_do_not_see()
      throws Exception {
    String path = openPath();
    Answer first = get(path);
    assertThat(first.status()).isEqualTo(303);
    assertThat(first.hasHeader("Location: /")).isTrue();
    assertThat(first.headers()).doesNotContain(host.token());
    assertThat(cookieOf(first).group(2)).contains("HttpOnly", "SameSite=Strict", "Path=/");
    assertThat(get(path).status()).isEqualTo(403);
    assertThat(get("/open?code=x").status()).isEqualTo(403);
    assertThat(get("/open").status()).isEqualTo(403);
  }

  @Test
  void a_browser_that_only_fetches_ahead_does_not_use_the_link_up() throws Exception {
    String path = openPath();
    assertThat(get(path, "Sec-Purpose: prefetch;prerender").status()).isEqualTo(503);
    assertThat(get(path).status()).isEqualTo(303);
  }

  @Test
  void the_cookie_reads_and_does_nothing_else() throws Exception {
    String cookie = cookie();
    assertThat(get("/api/orchestrators", cookie).status()).isEqualTo(200);
    assertThat(get("/api/orchestrators", cookie, "Sec-Fetch-Site: same-origin").status())
        .isEqualTo(200);
    for (String site : List.of("same-site", "cross-site")) {
      assertThat(get("/api/orchestrators", cookie, "Sec-Fetch-Site: " + site).status())
          .isEqualTo(401);
    }
    assertThat(get("/mcp", cookie).status()).isEqualTo(401);
    assertThat(get("/operator/orchestrators", cookie).status()).isEqualTo(401);
    String host = "Host: 127.0.0.1:" + port;
    for (String method : List.of("POST", "PUT", "DELETE", "PATCH")) {
      assertThat(
              RawHttp.send(
                      port,
                      method + " /api/orchestrators HTTP/1.1",
                      List.of(host, cookie, "Connection: close"),
                      new byte[0])
                  .status())
          .isEqualTo(405);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "hera-view-%d=", "hera-view-%d=1.2.3", "hera-view-1=%s", "other=%s"})
  void without_the_right_cookie_nothing_is_read(String form) throws Exception {
    String value = cookie().substring(cookie().indexOf('=') + 1);
    String header = form.contains("%d") ? form.formatted(port) : form.formatted(value);
    assertThat(get("/api/orchestrators", "Cookie: " + header).status()).isEqualTo(401);
    String cut = cookie();
    assertThat(get("/api/orchestrators", cut.substring(0, cut.length() - 1)).status())
        .isEqualTo(401);
  }

  @Test
  void host_and_origin_are_looked_at_before() throws Exception {
    String cookie = cookie();
    assertThat(get("/api/orchestrators", cookie, "Host: evil.example:" + port).status())
        .isEqualTo(421);
    assertThat(get("/api/orchestrators", cookie, "Origin: http://evil.example").status())
        .isEqualTo(403);
    assertThat(get("/", "Host: evil.example:" + port).status()).isEqualTo(421);
    assertThat(get("/api/orchestrators", "Authorization: Bearer wrong", cookie).status())
        .isEqualTo(401);
  }

  @Test
  void the_page_loads_nothing_from_elsewhere_and_is_small() throws Exception {
    Answer page = get("/");
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers())
        .contains("default-src 'none'", "frame-ancestors 'none'", "trusted-types 'none'")
        .doesNotContain("unsafe");
    assertThat(page.hasHeader("X-Content-Type-Options: nosniff")).isTrue();
    assertThat(page.body()).doesNotContain("style=", "onclick", "http://", "https://");
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    try (GZIPOutputStream zipped = new GZIPOutputStream(all)) {
      for (String file : files(page.body())) {
        Answer answer = get(file);
        assertThat(answer.status()).as(file).isEqualTo(200);
        assertThat(answer.body().replace("http://www.w3.org/2000/svg", ""))
            .as(file)
            .doesNotContain("http://", "https://", "innerHTML", "eval(");
        zipped.write(answer.body().getBytes(StandardCharsets.UTF_8));
      }
    }
    assertThat(all.size()).isLessThan((int) MOST_BYTES);
    assertThat(get("/nothing.js").status()).isEqualTo(404);
    assertThat(get("/../openapi.json").status()).isIn(400, 404);
  }

  /** What the page asks for, and what its scripts import. */
  private static Set<String> files(String page) throws Exception {
    TreeSet<String> files = new TreeSet<>(List.of("/"));
    Matcher named = Pattern.compile("(?:href|src)=\"(/[^\"#]+)\"").matcher(page);
    while (named.find()) {
      files.add(named.group(1));
    }
    Matcher imported = Pattern.compile("from '\\./([a-z]+\\.js)'").matcher(get("/main.js").body());
    while (imported.find()) {
      files.add("/" + imported.group(1));
    }
    files.addAll(List.of("/layout.js", "/sentences.js"));
    return files;
  }
}
