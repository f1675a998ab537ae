package dev.muster.web.api;

import dev.muster.api.Departments;
import dev.muster.api.Departments.Department;
import dev.muster.web.http.Response;
import dev.muster.web.http.Route;
import dev.muster.web.http.Routes;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** {@code …/departments}: of what a source may let people in by, what its app sees. */
@Component
public final class DepartmentsApi implements Routes {
  private static final String ALL = "/identity-sources/{source}/departments";

  private final Guard guard;
  private final Departments departments;

  /**
   * Makes the resource.
   *
   * @param guard who may call
   * @param departments the service
   */
  @Activate
  public DepartmentsApi(@Reference Guard guard, @Reference Departments departments) {
    this.guard = guard;
    this.departments = departments;
  }

  @Override
  public List<Route> routes() {
    return List.of(guard.tenantRoute("GET", ALL, Right.READ, this::list));
  }

  private Response list(Call call) {
    Listing listing = Listing.of(call.request());
    Optional<String> text = call.request().query().filled("q");
    Set<String> ids = Set.copyOf(call.request().query().all("id"));
    Predicate<Department> asked =
        department ->
            text.map(part -> matches(department, part)).orElse(true)
                && (ids.isEmpty() || ids.contains(department.id()));
    List<Department> found =
        departments.list(call.tenant(), call.path("source")).stream().filter(asked).toList();
    return Listing.answer(listing.of(found, Department::id), department -> department);
  }

  private static boolean matches(Department department, String part) {
    return department.id().equals(part)
        || department
            .name()
            .filter(name -> name.toLowerCase(Locale.ROOT).contains(part.toLowerCase(Locale.ROOT)))
            .isPresent();
  }
}
