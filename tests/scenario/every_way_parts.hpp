// What the stories of every_way.hpp are made of.
#pragma once

#include "tests/scenario/every_way.hpp"

namespace redress::simulation {

using Lines = std::vector<std::string>;

/// How all pages come into a state. `header` stands before the partners, `before` before the pages are assessed; the lines of `way` are
/// played for each page where they name it (`*`), else once. What all is played for is P1, P2 and so on.
struct Way {
  std::string name;
  Lines header;
  Lines before;
  bool assessed = true;  // else the way does it, or nobody
  Lines way;
};

/// What can happen to a page under any workflow, each to a page of its own.
[[nodiscard]] const std::vector<Lines>& happenings();
/// Those that do not take days.
[[nodiscard]] std::vector<Lines> happenings_of_hours();
/// What whoever got the first notice, or the mail, says of it.
[[nodiscard]] const std::vector<Lines>& answers();

/// The story of as many pages as there are things to happen. `world` says who is there, and where `wall.example` lies; `report` reports or
/// brings in each page.
[[nodiscard]] std::string text_of(const Way& way, const std::vector<Lines>& what, const Lines& world,
                                  const std::string& report = "report *");

}  // namespace redress::simulation
