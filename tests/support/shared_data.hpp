// Test data that lies beside the project and is never copied into it.
#pragma once

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <string>

namespace redress {

inline std::filesystem::path shared_data_folder() {
  const char* configured = std::getenv("REDRESS_TEST_DATA");
  return configured != nullptr ? std::filesystem::path{configured} : std::filesystem::path{REDRESS_SOURCE_DIR "/../shared/data"};
}

/// The file's bytes, or nothing where the data is absent.
inline std::optional<std::string> shared_data(const std::string& name) {
  std::ifstream file{shared_data_folder() / name, std::ios::binary};
  if (!file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{file}, {}};
}

}  // namespace redress
