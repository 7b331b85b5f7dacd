// What a day of `redress demo` is made of: its scenario, who plays in it, and the desk's directory, rules and configuration.
#pragma once

#include "engine/app/config.hpp"
#include "engine/core/names.hpp"
#include "engine/core/time.hpp"

#include "sandbox/partners/world.hpp"
#include "sandbox/servers/servers.hpp"

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace redress::app {

enum class Scenario { hotline, helpline, exchange, all };

/// What of the desk's work takes part.
struct Parts {
  bool home = false;      // notices to hosters at home, and to platforms
  bool persons = false;   // a helpline's cases
  bool exchange = false;  // partner hotlines, both ways, and police
  bool orders = false;    // some removals are ordered, as by an authority
};
[[nodiscard]] Parts parts_of(Scenario scenario);

inline constexpr UtcTime kDemoOrigin = from_ms(1'893'974'400'000);  // 2030-01-07T00:00Z, a Monday
inline constexpr std::string_view kMailPassword = "sandbox";

/// A folder that goes when it does, unless it is to be kept.
class DemoFolder {
 public:
  explicit DemoFolder(const std::string& keep);
  ~DemoFolder();
  DemoFolder(const DemoFolder&) = delete;
  DemoFolder& operator=(const DemoFolder&) = delete;
  [[nodiscard]] std::string file(const std::string& name) const { return (path_ / name).string(); }
  [[nodiscard]] bool kept() const { return kept_; }

 private:
  std::filesystem::path path_;
  bool kept_;
};

/// How many of `items` are posts on platforms; the rest lies with hosters.
[[nodiscard]] std::size_t posts_of(const Parts& parts, std::size_t items);
[[nodiscard]] sandbox::WorldOptions world_options(const Parts& parts, std::size_t items);
/// Platforms with posts on them, partner hotlines and police: beside the sandbox's own cast of hosters. The sites of the platforms.
[[nodiscard]] std::vector<sandbox::SiteIndex> add_partners(sandbox::World& world, std::size_t posts);

/// `Hotline DE` is `hotline-de` in the directory.
[[nodiscard]] std::string slug_of(std::string_view name);

void write_secret(const std::string& path, std::string_view text);
/// The directory as a hotline would keep it: platforms, police and partner hotlines, and most hosters known and approved; every sixth
/// hoster is met for the first time.
void write_directory(const std::string& path, const sandbox::World& world);
/// The desk's own rules, where the day needs other ones than those shipped: a list for police by agreement, a partner whose assessments are
/// adopted, the power to order. Whether there are any; nothing when one of the shipped rules they stand in for is not there any more.
[[nodiscard]] std::optional<bool> write_rules(const std::filesystem::path& folder, const Parts& parts);
[[nodiscard]] Config demo_config(const DemoFolder& folder, const sandbox::Servers& servers);

}  // namespace redress::app

template <>
struct redress::EnumNames<redress::app::Scenario> {
  static constexpr auto names = name_list("hotline", "helpline", "exchange", "all");
};
