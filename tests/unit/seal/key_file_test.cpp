#include "engine/seal/key_file.hpp"

#include "tests/support/temporary_folder.hpp"

#include <gtest/gtest.h>

#include <cstring>
#include <fstream>
#include <sys/stat.h>

namespace redress {
namespace {

using Kind = KeyFileError::Kind;

bool same(const SecretKey& a, const SecretKey& b) { return std::memcmp(a.data(), b.data(), SecretKey::kBytes) == 0; }

struct KeyFileTest : testing::Test {
  test::TemporaryFolder folder;
  std::string path = folder.file("redress-keys");
  SeededRandom random{1};

  void write(const std::string& text, mode_t mode = 0600) {
    std::ofstream(path) << text;
    ::chmod(path.c_str(), mode);
  }
};

// A created file is private, loads, and holds three different keys.
TEST_F(KeyFileTest, CreatedFileIsPrivateAndLoads) {
  ASSERT_TRUE(create_key_file(path, random));
  struct stat status {};
  ASSERT_EQ(::stat(path.c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777, 0600U);
  const auto keys = load_key_file(path);
  ASSERT_TRUE(keys);
  ASSERT_EQ(keys->site_keys.size(), 1U);
  EXPECT_EQ(keys->site_keys[0].id, "k1");
  EXPECT_FALSE(same(keys->site_keys[0].key, keys->index_key));
  EXPECT_FALSE(same(keys->index_key, keys->signing_seed));
}

// Keys are never overwritten: creating over an existing file is refused and leaves it as it was.
TEST_F(KeyFileTest, CreatingOverAFileIsRefused) {
  write("precious");
  const auto created = create_key_file(path, random);
  ASSERT_FALSE(created);
  EXPECT_EQ(created.error().kind, Kind::exists);
  std::string text;
  std::getline(std::ifstream(path), text);
  EXPECT_EQ(text, "precious");
}

// A file that others may read is refused, and the message says how to mend it.
TEST_F(KeyFileTest, OpenToOthersIsRefusedWithTheRemedy) {
  ASSERT_TRUE(create_key_file(path, random));
  for (const mode_t mode : {0640U, 0604U, 0660U, 0644U}) {
    ::chmod(path.c_str(), mode);
    const auto keys = load_key_file(path);
    ASSERT_FALSE(keys) << std::oct << mode;
    EXPECT_EQ(keys.error().kind, Kind::too_open);
    EXPECT_NE(keys.error().message.find("chmod 600 " + path), std::string::npos) << keys.error().message;
  }
  ::chmod(path.c_str(), 0400);
  EXPECT_TRUE(load_key_file(path));
}

// Every malformed file is refused with its line, and no message repeats what stands in the file.
TEST_F(KeyFileTest, MalformedFilesAreRefusedWithoutShowingThem) {
  const std::string key = "AAECAwQFBgcICQoLDA0ODxAREhMUFRYXGBkaGxwdHh8=";
  const std::string rest = "index-key " + key + "\nsigning-key " + key + "\n";
  const std::vector<std::string> bad = {"",
                                        rest,
                                        "site-key k1 " + key + "\n",
                                        "site-key k1\n" + rest,
                                        "site-key K1 " + key + "\n" + rest,
                                        "site-key k1 " + key + "\nsite-key k1 " + key + "\n" + rest,
                                        "site-key k1 c2hvcnQ=\n" + rest,
                                        "site-key k1 " + key + "\nindex-key " + key + "\n" + rest,
                                        "site-key k1 " + key + "\nsecret-key " + key + "\n" + rest,
                                        "site-key k1 " + key.substr(0, 40) + "!!!!\n" + rest,
                                        std::string(kKeyFileBytesMax + 1, '#')};
  for (const auto& text : bad) {
    write(text);
    const auto keys = load_key_file(path);
    ASSERT_FALSE(keys) << text;
    EXPECT_EQ(keys.error().kind, Kind::malformed);
    EXPECT_EQ(keys.error().message.find(key.substr(0, 12)), std::string::npos);
  }
  write("# comment\n\n  site-key  k1\t" + key + "\r\n" + rest);
  EXPECT_TRUE(load_key_file(path));
}

// Rotating adds a newest site key and leaves all else alone; retiring takes an old one out but never the newest.
TEST_F(KeyFileTest, RotatesAndRetires) {
  ASSERT_TRUE(create_key_file(path, random));
  const auto before = load_key_file(path);
  const auto rotated = rotate_key_file(path, random);
  ASSERT_TRUE(rotated);
  EXPECT_EQ(*rotated, "k2");
  const auto after = load_key_file(path);
  ASSERT_TRUE(before && after);
  ASSERT_EQ(after->site_keys.size(), 2U);
  EXPECT_TRUE(same(after->site_keys[0].key, before->site_keys[0].key));
  EXPECT_FALSE(same(after->site_keys[1].key, before->site_keys[0].key));
  EXPECT_TRUE(same(after->index_key, before->index_key));
  EXPECT_TRUE(same(after->signing_seed, before->signing_seed));
  EXPECT_FALSE(retire_site_key(path, "k2"));
  EXPECT_FALSE(retire_site_key(path, "k9"));
  ASSERT_TRUE(retire_site_key(path, "k1"));
  EXPECT_EQ(*rotate_key_file(path, random), "k3");  // an id is never used again
}

// Without a configured path the keys come from systemd's credentials folder; without that, the message says what to do.
TEST_F(KeyFileTest, CredentialsFolder) {
  ASSERT_TRUE(create_key_file(path, random));
  ::unsetenv("CREDENTIALS_DIRECTORY");
  const auto none = find_and_load_keys("");
  ASSERT_FALSE(none);
  EXPECT_EQ(none.error().kind, Kind::absent);
  ::setenv("CREDENTIALS_DIRECTORY", folder.file("").c_str(), 1);
  EXPECT_TRUE(find_and_load_keys(""));
  ::chmod(path.c_str(), 0440);  // systemd's access list shows as group bits
  EXPECT_TRUE(find_and_load_keys(""));
  ::unsetenv("CREDENTIALS_DIRECTORY");
}

}  // namespace
}  // namespace redress
