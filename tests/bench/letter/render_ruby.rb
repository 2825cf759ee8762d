# SPDX-License-Identifier: MIT
# The same letter by Ruby's liquid:  render_ruby.rb TEMPLATE DATA.json COUNT   (COUNT 0: the text)
require 'json'
require 'liquid'

path, data, count = ARGV
letter = Liquid::Template.parse(File.read(path, encoding: 'UTF-8'), error_mode: :strict)
given = JSON.parse(File.read(data, encoding: 'UTF-8'))
if count == '0'
  print letter.render!(given)
  exit
end
began = Process.clock_gettime(Process::CLOCK_MONOTONIC)
text = nil
count.to_i.times { text = letter.render!(given) }
took = Process.clock_gettime(Process::CLOCK_MONOTONIC) - began
puts JSON.generate({ renders_s: (count.to_i / took).round, bytes: text.bytesize })
