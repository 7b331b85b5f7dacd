# redress_embed(TARGET NAMESPACE_NAME FILE…): text files as `std::string_view` in a generated header and source, so that the
# binary needs no data files beside it. Names become identifiers: notice_texts.yaml -> notice_texts_yaml.
function(redress_embed target name)
  set(generated "${CMAKE_CURRENT_BINARY_DIR}/embedded/${name}.cpp")
  set(files "")
  foreach(file IN LISTS ARGN)
    get_filename_component(path "${file}" ABSOLUTE)
    list(APPEND files "${path}")
  endforeach()
  add_custom_command(
    OUTPUT "${generated}"
    COMMAND ${CMAKE_COMMAND} -DNAME=${name} "-DFILES=${files}" -DOUT=${generated} -P ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    DEPENDS ${files} ${CMAKE_SOURCE_DIR}/cmake/embed_files.cmake
    VERBATIM)
  target_sources(${target} PRIVATE "${generated}")
endfunction()
