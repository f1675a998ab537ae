package dev.muster.spi.platform;

import dev.muster.spi.platform.Directory.Department;
import dev.muster.spi.platform.Directory.Group;
import dev.muster.spi.platform.Directory.Lookup;
import dev.muster.spi.platform.Directory.Person;
import dev.muster.spi.platform.Directory.Status;
import java.net.URI;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What the values of {@link Directory} are. */
final class DirectoryRecords {
  private DirectoryRecords() {}

  record GroupRecord(String id, boolean tellsMembers, Set<String> people, Set<String> departments)
      implements Group {
    GroupRecord {
      people = Set.copyOf(people);
      departments = Set.copyOf(departments);
    }

    @Override
    public Group withMembers(Set<String> who, Set<String> where) {
      return new GroupRecord(id, true, who, where);
    }
  }

  record FoundRecord(Person person) implements Lookup.Found {}

  record NotFoundRecord() implements Lookup.NotFound {}

  record NotVisibleRecord() implements Lookup.NotVisible {}

  record UnknownRecord(ProviderException.Code code) implements Lookup.Unknown {}

  record DepartmentRecord(
      String id, Optional<String> parentId, Optional<String> name, Optional<Long> order)
      implements Department {
    @Override
    public Department withParentId(Optional<String> parent) {
      return new DepartmentRecord(id, parent, name, order);
    }

    @Override
    public Department withName(Optional<String> now) {
      return new DepartmentRecord(id, parentId, now, order);
    }

    @Override
    public Department withOrder(Optional<Long> place) {
      return new DepartmentRecord(id, parentId, name, place);
    }
  }

  record PersonRecord(
      String userId,
      Status status,
      Optional<String> name,
      List<String> departments,
      Optional<String> workEmail,
      Optional<String> mobile,
      Optional<URI> picture)
      implements Person {
    PersonRecord {
      departments = List.copyOf(departments);
    }

    @Override
    public Person withName(Optional<String> now) {
      return new PersonRecord(userId, status, now, departments, workEmail, mobile, picture);
    }

    @Override
    public Person withDepartments(List<String> ids) {
      return new PersonRecord(userId, status, name, ids, workEmail, mobile, picture);
    }

    @Override
    public Person withWorkEmail(Optional<String> address) {
      return new PersonRecord(userId, status, name, departments, address, mobile, picture);
    }

    @Override
    public Person withMobile(Optional<String> number) {
      return new PersonRecord(userId, status, name, departments, workEmail, number, picture);
    }

    @Override
    public Person withPicture(Optional<URI> address) {
      return new PersonRecord(userId, status, name, departments, workEmail, mobile, address);
    }
  }
}
