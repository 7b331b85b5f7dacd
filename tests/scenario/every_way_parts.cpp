#include "tests/scenario/every_way_parts.hpp"

namespace redress::simulation {

const std::vector<Lines>& happenings() {
  static const std::vector<Lines> all{
      {"report *", "advance 1m", "relocate *", "advance 1m", "resume * perhaps", "advance 1m"},
      {"look-ups fail 5m", "relocate *", "advance 6m"},
      {"expired * perhaps"},
      {"withdraw * perhaps"},
      {"give_up * perhaps"},
      {"overturn * by bram perhaps"},
      {"assess * illegal_national perhaps"},
      {"assess * doubtful perhaps", "assess * illegal_baseline perhaps", "assess * doubtful perhaps", "uphold * by bram perhaps",
       "advance 1m"},
      {"assess * doubtful perhaps", "second_opinion * illegal_baseline by bram perhaps", "advance 1m"},
      {"assess * not_illegal perhaps"},
      {"hold * until 1h by police perhaps", "extend_hold * until 2h by police perhaps", "assess * illegal_national perhaps",
       "resume * perhaps", "release_hold * perhaps", "advance 1m"},
      {"extend_hold * until 1h by police perhaps"},
      {"release_hold * perhaps"},
      {"resume * perhaps", "advance 1m"},
      {"next_rung * perhaps", "advance 1m"},
      {"say * anonymous perhaps", "advance 1m"},
      {"say * appeal_won perhaps"},
      {"say * appeal_lost perhaps"},
      {"say * received perhaps"},
      {"say * refused perhaps"},
      {"say * not_theirs perhaps"},
      {"say * claims_gone perhaps", "say * claims_gone perhaps", "advance 1m"},
      {"say * removed perhaps", "say * removed perhaps", "advance 1m"},
      {"say * restricted perhaps", "say * no_action perhaps"},
      {"page * becomes gone_404", "advance 11m", "report *", "advance 4m", "page * becomes content", "advance 15m", "report *",
       "advance 20m"},
      {"page * becomes gone_404", "advance 11m", "report *", "advance 1h"},
      {"advance 11m", "report *", "advance 11m", "report *", "advance 11m", "page * becomes changed", "report *", "advance 11m", "report *",
       "advance 11m", "assess * doubtful perhaps", "uphold * by bram perhaps"},
      {"advance 11m", "report *", "advance 11m", "report *", "advance 11m", "page * becomes changed", "say * claims_gone perhaps",
       "advance 20m"},
      {"page * becomes failing_503", "advance 11m", "report *", "advance 2h"},
      {"advance 11m", "report *", "advance 11m", "report *", "advance 11m", "page * becomes changed", "expired * perhaps", "advance 26h"},
      {"page * becomes gone_404", "expired * perhaps", "advance 26h"},
      {"advance 60h"},
  };
  return all;
}

std::vector<Lines> happenings_of_hours() {
  std::vector<Lines> lines;
  for (const auto& what : happenings())
    if (what.back() != "advance 26h" && what.back() != "advance 60h") lines.push_back(what);
  return lines;
}

const std::vector<Lines>& answers() {
  static const std::vector<Lines> all{
      {"mail * oldest Thank you. We have received your notice and will look into it.", "advance 10m",
       "mail * oldest Your report has been forwarded to our customer.", "advance 10m"},
      {"mail * oldest We need more information. Please send us the full URL.", "advance 10m",
       "mail * oldest The weather is fine in the harbour this week.", "advance 10m"},
      {"mail * oldest This content is not illegal.", "advance 10m"},
      {"mail * oldest We will not act on your notice. Without a court order we take no action.", "advance 10m"},
      {"bounce * oldest", "advance 10m"},
      // Confirmed before, and then said again.
      {"mail * oldest Thank you. We have received your notice and will look into it.", "advance 10m", "say * no_action perhaps",
       "next_rung * perhaps", "advance 2m", "mail * oldest Your report has been forwarded to our customer.", "advance 10m",
       "mail * oldest Thank you. We have received your notice and will look into it.", "advance 10m",
       "mail * oldest We need more information. Please send us the full URL.", "advance 10m",
       "mail * oldest The weather is fine in the harbour this week.", "advance 10m", "mail * oldest This content is not illegal.",
       "advance 10m"},
  };
  return all;
}

std::string text_of(const Way& way, const std::vector<Lines>& what, const Lines& world, const std::string& report) {
  std::string text;
  const auto add = [&](const std::string& line) { text += line + '\n'; };
  const auto everything = "for P1-P" + std::to_string(what.size()) + " do ";
  for (const auto& line : way.header) add(line);
  for (const auto& line : world) add(line);
  add(everything + "page * http://wall.example/posts/*");
  for (const auto& line : way.before) add(line);
  add(everything + report);
  add("advance 1m");
  if (way.assessed) add(everything + "assess * illegal_baseline");
  for (const auto& line : way.way) add((line.find('*') == std::string::npos ? "" : everything) + line);
  for (std::size_t i = 0; i < what.size(); ++i)
    for (auto line : what[i]) {
      for (auto at = line.find('*'); at != std::string::npos; at = line.find('*')) line.replace(at, 1, "P" + std::to_string(i + 1));
      add(line);
    }
  return text;
}

}  // namespace redress::simulation
