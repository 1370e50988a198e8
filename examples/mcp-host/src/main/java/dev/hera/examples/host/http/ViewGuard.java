package dev.hera.examples.host.http;

import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Collections;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Tells who may look (W10): whoever shows the operator's token, and the page that has a viewer's
 * cookie. A page of another port is of the same site, so the browser sends it the cookie: what the
 * browser says of where a request comes from is looked at, too.
 */
final class ViewGuard {
  private static final Set<String> OWN = Set.of("same-origin", "none");

  private final Tokens tokens;
  private final int port;

  ViewGuard(Tokens tokens, int port) {
    this.tokens = tokens;
    this.port = port;
  }

  /**
   * Whether the sender of a request may look.
   *
   * @param token what it shows as a bearer, if anything
   */
  boolean admits(HttpServletRequest request, Optional<String> token) {
    if (request.getHeader("Authorization") != null) {
      return token.flatMap(tokens::find).filter(Principal.Operator.class::isInstance).isPresent();
    }
    return isOfOwnPage(request)
        && cookies(request)
            .filter(cookie -> cookie.getName().equals(Viewers.cookieName(port)))
            .map(Cookie::getValue)
            .anyMatch(tokens.viewers()::isViewer);
  }

  private static boolean isOfOwnPage(HttpServletRequest request) {
    return Collections.list(request.getHeaders("Sec-Fetch-Site")).stream().allMatch(OWN::contains);
  }

  private static Stream<Cookie> cookies(HttpServletRequest request) {
    Cookie[] cookies = request.getCookies();
    return cookies == null ? Stream.empty() : Stream.of(cookies);
  }
}
